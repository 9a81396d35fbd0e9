/** Milliseconds after the page began within which an answer that was asked for early is as good as a new one. */
const freshMilliseconds = 10_000;

/** What the pages about one thing, and the dashboard, ask first. `$1` is the id in the address. */
const early: readonly (readonly [page: string, ...asked: string[]])[] = [
  ['^/dashboard$', '/api/dashboard'],
  ['^/customers/([0-9a-f-]{36})$', '/api/customers/$1'],
  ['^/articles/([0-9a-f-]{36})$', '/api/articles/$1'],
  ['^/proposals/([0-9a-f-]{36})$', '/api/proposals/$1'],
  ['^/proposals/([0-9a-f-]{36})/edit$', '/api/me', '/api/proposals/$1'],
];

declare global {
  interface Window {
    /** Answers that are on their way, by address. */
    earlyAnswers?: Map<string, Promise<Response>>;
  }
}

/**
 * A script for the head of every page, the same for all of them: asks the API for what the page will show while the page's own scripts are
 * still being loaded.
 */
export const earlyAnswersScript = `(() => {
  const answers = (window.earlyAnswers = new Map());
  const path = location.pathname.replace(/^\\/zh-TW(?=\\/)/, '');
  for (const [page, ...asked] of ${JSON.stringify(early)}) {
    const found = new RegExp(page, 'i').exec(path);
    for (const address of found ? asked : []) {
      const url = address.replace('$1', found[1]);
      const answer = fetch(url, { signal: AbortSignal.timeout(15000) });
      answer.catch(() => undefined);
      answers.set(url, answer);
    }
  }
})()`;

/** The answer of an address that was asked for early, once: who asks again wants a newer one. */
export function takeEarlyAnswer(address: string): Promise<Response> | undefined {
  const answer = window.earlyAnswers?.get(address);
  window.earlyAnswers?.delete(address);
  return performance.now() < freshMilliseconds ? answer : undefined;
}
