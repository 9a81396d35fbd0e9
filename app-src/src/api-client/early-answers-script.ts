import { longestQuery } from '../knowledge/search-limits.ts';

/**
 * What the pages about one thing, the dashboard and a search ask first. `$1` is the id in the address; `$q` is the query in it, without
 * which nothing is asked, and `$locale` the language, as the search itself puts them.
 */
const early: readonly (readonly [page: string, ...asked: string[]])[] = [
  ['^/dashboard$', '/api/dashboard'],
  ['^/search$', '/api/search?$q&$locale'],
  ['^/customers/([0-9a-f-]{36})$', '/api/customers/$1'],
  ['^/articles/([0-9a-f-]{36})$', '/api/articles/$1'],
  ['^/proposals/([0-9a-f-]{36})$', '/api/proposals/$1'],
  ['^/proposals/([0-9a-f-]{36})/edit$', '/api/me', '/api/proposals/$1'],
];

/**
 * A script for the head of every page, the same for all of them: asks the API for what the page will show while the page's own scripts are
 * still being loaded.
 */
export const earlyAnswersScript = `(() => {
  const answers = (window.earlyAnswers = new Map());
  const path = location.pathname.replace(/^\\/zh-TW(?=\\/)/, '');
  const q = (new URLSearchParams(location.search).get('q') ?? '').trim().slice(0, ${longestQuery});
  const locale = path === location.pathname ? 'en' : 'zh-TW';
  for (const [page, ...asked] of ${JSON.stringify(early)}) {
    const found = new RegExp(page, 'i').exec(path);
    for (const address of found ? asked : []) {
      if (address.includes('$q') && q === '') continue;
      const url = address
        .replace('$1', found[1])
        .replace('$q', new URLSearchParams({ q }))
        .replace('$locale', new URLSearchParams({ locale }));
      const answer = fetch(url, { signal: AbortSignal.timeout(15000) });
      answer.catch(() => undefined);
      answers.set(url, answer);
    }
  }
})()`;
