import { pageRewrites } from '../../../app-src/src/i18n/routes.ts';
import { deviceOf, knownPage, pagePatterns } from '../../../app-src/src/telemetry/page-pattern.ts';
import { knownMethod, requestKind } from '../../../app-src/src/telemetry/request-kind.ts';

describe('the labels of metrics', () => {
  it.each([
    ['/api/health/ready', 'health'],
    ['/api/metrics', 'health'],
    ['/api/healthy-food', 'api'],
    ['/api/proposals?limit=7', 'api'],
    ['/_next/image?url=%2Fx.png', 'image'],
    ['/_next/static/chunks/a.js', 'asset'],
    ['/zh-TW/dashboard', 'page'],
    ['/apiary', 'page'],
    ['*', 'page'],
  ])('call %s a request for %s', (address, kind) => {
    expect(requestKind(address)).toBe(kind);
  });

  it('know each page by its pattern, in whatever language it is read', () => {
    expect([...pagePatterns]).toEqual(
      expect.arrayContaining(['/', '/dashboard', '/proposals/:id', '/proposals/:id/edit', '/customers/:id']),
    );
    expect(pagePatterns.size).toBeLessThan(pageRewrites().length);
    expect([...pagePatterns].filter((pattern) => /zh-TW|\(/.test(pattern))).toEqual([]);
  });

  it('take nothing that a client made up', () => {
    expect(knownPage('/dashboard/../../etc')).toBe('other');
    expect(knownPage('__proto__')).toBe('other');
    expect(knownMethod('PROPFIND')).toBe('_OTHER');
    expect(knownMethod(undefined)).toBe('_OTHER');
    expect(knownMethod('PATCH')).toBe('PATCH');
  });

  it.each([
    [{ 'sec-ch-ua-mobile': '?1' }, 'phone'],
    [{ 'sec-ch-ua-mobile': '?0', 'user-agent': 'Mobile' }, 'desktop'],
    [{ 'user-agent': 'Mozilla/5.0 (Linux; Android 15) Mobile Safari/537.36' }, 'phone'],
    [{ 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)' }, 'desktop'],
    [{}, 'desktop'],
  ] as const)('see in %j a %s', (headers, device) => {
    expect(deviceOf(new Headers(headers))).toBe(device);
  });
});
