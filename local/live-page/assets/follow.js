// Keeps the page at the state that the supervisor tells, and says so when it tells nothing.

/** Milliseconds without a message after which what is shown counts as old: it comes every second. */
const patience = 4_000;
/** Milliseconds until a closed connection is tried again; a browser that was refused does not do so by itself. */
const again = 2_000;

const connection = document.getElementById('connection');
let last = new Date();
let overdue;

function follow() {
  const source = new EventSource('/live');
  source.addEventListener('message', ({ data }) => show(JSON.parse(data)));
  source.addEventListener('error', () => {
    lost();
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, again);
  });
}

function show({ title, regions }) {
  last = new Date();
  clearTimeout(overdue);
  overdue = setTimeout(lost, patience);
  document.title = title;
  for (const [id, markup] of Object.entries(regions)) {
    document.getElementById(id).innerHTML = markup;
  }
  document.body.classList.remove('old');
  connection.replaceChildren();
}

function lost() {
  if (document.body.classList.contains('old')) return;
  document.body.classList.add('old');
  document.title = 'No connection · Holdfast';
  const notice = document.createElement('p');
  notice.className = 'banner bad';
  notice.textContent = `The supervisor does not answer. This is the state of ${last.toISOString().slice(11, 19)} UTC; the page goes on by itself when it is back.`;
  connection.replaceChildren(notice);
}

follow();
