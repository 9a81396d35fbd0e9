import { browserName } from '../../../app-src/src/account/browser-name.ts';
import { hitRate } from '../../../app-src/src/status/hit-rate.ts';

describe('the name of a browser', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge · Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari · iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome · Android',
    ],
    ['curl/8.5.0', undefined],
    [null, undefined],
  ])('of %s is %s', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });
});

describe('the cache hit rate', () => {
  it('counts every read that needed no statement of its own', () => {
    const rate = hitRate({ hit: 60, joined: 5, stale: 10, miss: 20, bypass: 5 });
    expect(rate).toEqual({ hits: 75, all: 100, share: 0.75 });
  });

  it('is not known before the first read', () => {
    expect(hitRate({ hit: 0, joined: 0, stale: 0, miss: 0, bypass: 0 }).share).toBeUndefined();
  });
});
