/** Only comfort: without it every number still opens, by its own disclosure. */
export const SCRIPT = `(() => {
document.documentElement.classList.add('scripted');
const all = () => [...document.querySelectorAll('details')];
const reveal = (hash) => {
  for (let e = document.getElementById(hash.slice(1)); e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
};
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link) reveal(link.getAttribute('href'));
});
const choose = () => {
  const button = document.getElementById(location.hash.slice(1));
  if (button?.type === 'radio') button.checked = true;
};
addEventListener('hashchange', () => { reveal(location.hash); choose(); });
document.addEventListener('change', (event) => {
  if (event.target.name === 'topology') history.replaceState(null, '', '#' + event.target.id);
});
choose();
if (location.hash) { reveal(location.hash); document.getElementById(location.hash.slice(1))?.scrollIntoView(); }
let closed = [];
addEventListener('beforeprint', () => { closed = all().filter((e) => !e.open); for (const e of closed) e.open = true; });
addEventListener('afterprint', () => { for (const e of closed) e.open = false; });
const button = document.getElementById('open-all');
button.hidden = false;
button.addEventListener('click', () => {
  const open = button.getAttribute('aria-pressed') !== 'true';
  for (const e of all()) e.open = open;
  button.setAttribute('aria-pressed', String(open));
});
})();`;
