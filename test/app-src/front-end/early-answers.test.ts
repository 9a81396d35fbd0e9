import { runInNewContext } from 'node:vm';
import { earlyAnswersScript } from '../../../app-src/src/api-client/early-answers-script.ts';

const id = '0190d3a0-0000-7000-8000-000000000001';

/** What the script asks for on a page. */
function askedOn(address: string): string[] {
  const { pathname, search } = new URL(address, 'http://localhost');
  const window: { earlyAnswers?: Map<string, unknown> } = {};
  const asked: string[] = [];
  const fetch = (address: string) => {
    asked.push(address);
    return Promise.reject(new Error('offline'));
  };
  runInNewContext(earlyAnswersScript, {
    window,
    location: { pathname, search },
    fetch,
    AbortSignal,
    URLSearchParams,
  });
  expect([...(window.earlyAnswers?.keys() ?? [])]).toEqual(asked);
  return asked;
}

describe('what a page asks before its scripts are there', () => {
  it.each([
    ['/dashboard', ['/api/dashboard']],
    ['/zh-TW/dashboard', ['/api/dashboard']],
    [`/customers/${id}`, [`/api/customers/${id}`]],
    [`/zh-TW/articles/${id}`, [`/api/articles/${id}`]],
    ['/search?q=%20security+%26%20%24%26%20price', ['/api/search?q=security+%26+%24%26+price&locale=en']],
    ['/zh-TW/search?q=%E5%AE%89', ['/api/search?q=%E5%AE%89&locale=zh-TW']],
    [`/proposals/${id}`, [`/api/proposals/${id}`]],
    [`/proposals/${id}/edit`, ['/api/me', `/api/proposals/${id}`]],
  ])('on %s is %j', (page, asked) => {
    expect(askedOn(page)).toEqual(asked);
  });

  it.each([
    '/customers',
    '/search',
    '/search?q=%20',
    '/account',
    '/proposals/new',
    '/proposals/..%2Fme',
    '/zh-TWdashboard',
  ])('on %s is nothing', (page) => {
    expect(askedOn(page)).toEqual([]);
  });
});
