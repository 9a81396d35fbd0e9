// Run by k6, in a process of its own for all users.
import { sleep } from 'k6';
import { SharedArray } from 'k6/data';
import execution from 'k6/execution';
import http, { type Answer } from 'k6/http';
import { type Action, actionAt, clientAddressOf, pauseSeconds, popularRank } from '../mix.ts';
import type { LoadUser, Range, UsersFile } from '../users-file.ts';

const read = (): UsersFile => JSON.parse(open(__ENV.USERS_FILE ?? '')) as UsersFile;

const shared = <Item>(name: string, list: (file: UsersFile) => readonly Item[]) =>
  new SharedArray<Item>(name, () => list(read()));

const users = shared('users', (file) => file.users);
const teams = shared('teams', (file) => file.teams);
const proposals = shared('proposals', (file) => file.proposals);
const customers = shared('customers', (file) => file.customers);
const articles = shared('articles', (file) => file.articles);
const terms = shared('terms', (file) => file.terms);

type Settings = Pick<
  UsersFile,
  'address' | 'origin' | 'cookieName' | 'headers' | 'password' | 'thinkSeconds' | 'stages'
>;
const settings = shared<Settings>(
  'settings',
  ({ address, origin, cookieName, headers, password, thinkSeconds, stages }) => [
    { address, origin, cookieName, ...(headers && { headers }), password, thinkSeconds, stages },
  ],
)[0] as Settings;

export const options = {
  scenarios: {
    users: {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: settings.stages.map(({ seconds, users: target }) => ({ duration: `${seconds}s`, target })),
      gracefulRampDown: '0s',
      gracefulStop: '5s',
    },
  },
  discardResponseBodies: true,
  // A user stays signed in from one action to the next.
  noCookiesReset: true,
  systemTags: ['name', 'method', 'status', 'error_code'],
};

const pages = ['/', '/dashboard', '/search', '/customers', '/proposals', '/proposals/new', '/account'];

/** This user, once the first action has come. */
let known: LoadUser | undefined;

export default function act(): void {
  sleep(pauseSeconds(settings.thinkSeconds, Math.random()));
  const user = known ?? begin();
  actions[actionAt(Math.random())](user);
}

function begin(): LoadUser {
  const user = users[(execution.vu.idInTest - 1) % users.length] as LoadUser;
  http.cookieJar().set(settings.address, settings.cookieName, user.cookie);
  known = user;
  return user;
}

const actions: Readonly<Record<Action, (user: LoadUser) => void>> = {
  dashboard: () => get('/api/dashboard'),
  search: () => get('/api/search', `?q=${encodeURIComponent(popular(terms, [0, terms.length]))}`),
  'list proposals': () => get('/api/proposals', any(['', '', '?status=sent', '?status=draft'])),
  'read proposal': (user) => get('/api/proposals/{id}', proposalOf(user)),
  'list customers': () => get('/api/customers', ''),
  'read customer': (user) => get('/api/customers/{id}', popular(customers, teamOf(user).customers)),
  'read article': () => get('/api/articles/{id}', popular(articles, [0, articles.length])),
  'open page': () => get(any(pages)),
  'change proposal': change,
  'create proposal': (user) => {
    const customerId = popular(customers, teamOf(user).customers);
    const body = { title: 'Offer made under load', customerId, valueCents: 1_250_000, currency: 'EUR' };
    send('POST', '/api/proposals', '/api/proposals', body);
  },
  'sign in': ({ email }) => {
    const body = { email, password: settings.password };
    send('POST', '/api/auth/sign-in/email', '/api/auth/sign-in/email', body);
  },
};

/** Reads a proposal that somebody opens to work on, and saves a change a little later. */
function change(user: LoadUser): void {
  const [start, count] = teamOf(user).proposals;
  const id = proposals[start + Math.floor(Math.random() * count)] as string;
  const name = '/api/proposals/{id}';
  const answer = request('GET', name, `/api/proposals/${id}`, null, 'text');
  if (answer.status !== 200) {
    return;
  }
  sleep(pauseSeconds(settings.thinkSeconds, Math.random()));
  const body = { baseVersion: Number(answer.json('version')), valueCents: Math.floor(Math.random() * 1e7) };
  send('PATCH', name, `/api/proposals/${id}`, body);
}

/** @param end what follows the pattern, or takes the place of its parameter */
function get(pattern: string, end = ''): void {
  const address = pattern.includes('{id}') ? pattern.replace('{id}', end) : pattern + end;
  request('GET', pattern, address, null, 'none');
}

function send(method: string, pattern: string, address: string, body: object): void {
  request(method, pattern, address, JSON.stringify(body), 'none');
}

function request(
  method: string,
  pattern: string,
  address: string,
  body: string | null,
  responseType: 'text' | 'none',
): Answer {
  const write = body !== null && {
    'Content-Type': 'application/json',
    'Idempotency-Key': `load-${execution.vu.idInTest}-${Math.random().toString(36).slice(2)}`,
  };
  const headers = {
    Origin: settings.origin,
    'Accept-Encoding': 'gzip, br',
    'X-Forwarded-For': clientAddressOf(execution.vu.idInTest),
    ...settings.headers,
    ...write,
  };
  return http.request(method, settings.address + address, body, {
    headers,
    responseType,
    tags: { name: `${method} ${pattern}` },
    timeout: '30s',
  });
}

function proposalOf(user: LoadUser): string {
  return popular(proposals, teamOf(user).proposals);
}

function teamOf({ team }: LoadUser): UsersFile['teams'][number] {
  return teams[team] as UsersFile['teams'][number];
}

function popular(list: readonly string[], [start, count]: Range): string {
  return list[start + popularRank(count, Math.random())] as string;
}

function any<Item>(list: readonly Item[]): Item {
  return list[Math.floor(Math.random() * list.length)] as Item;
}
