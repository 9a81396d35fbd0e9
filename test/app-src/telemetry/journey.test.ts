import { journeyOf, outcomeOf } from '../../../app-src/src/telemetry/journey.ts';

describe('what service levels count', () => {
  it.each([
    ['GET', '/dashboard', 'read'],
    ['HEAD', '/zh-TW/', 'read'],
    ['GET', '/api/proposals?limit=7', 'read'],
    ['POST', '/api/proposals', 'write'],
    ['PATCH', '/api/proposals/1', 'write'],
    ['PUT', '/api/me', 'write'],
    ['DELETE', '/api/proposals/1', 'write'],
    ['POST', '/api/auth/sign-in/email', 'write'],
  ])('%s %s is the journey "%s"', (method, address, journey) => {
    expect(journeyOf(method, address)).toBe(journey);
  });

  it.each([
    ['GET', '/api/health/ready'],
    ['GET', '/_next/static/chunks/a.js'],
    ['GET', '/_next/image?url=%2Fx.png'],
    ['POST', '/api/web-vitals'],
    ['POST', '/api/browser-errors'],
    ['OPTIONS', '/api/proposals'],
    ['PROPFIND', '/'],
    [undefined, '/'],
  ])('no user waits for %s %s', (method, address) => {
    expect(journeyOf(method, address)).toBeUndefined();
  });

  it.each([
    ['/api/proposals', 200, 200, 'good'],
    ['/api/proposals', 200, 200.1, 'slow'],
    ['/api/proposals', 404, 20, 'good'],
    ['/api/proposals', 409, 900, 'slow'],
    ['/api/proposals', 500, 20, 'failed'],
    ['/api/proposals', 503, 20_000, 'failed'],
    ['/api/proposals/7/draft', 200, 20_000, 'good'],
    ['/api/proposals/7/draft', 502, 20, 'failed'],
    ['/api/auth/sign-in/email', 200, 800, 'good'],
    ['/api/proposals/7/versions', 200, 800, 'slow'],
    ['/api/authors', 200, 800, 'slow'],
  ] as const)('%s with %d after %d ms of at most 200 is %s', (address, status, milliseconds, outcome) => {
    expect(outcomeOf({ address, status, milliseconds }, 200)).toBe(outcome);
  });
});
