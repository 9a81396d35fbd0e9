import { safeNext } from '../../../app-src/src/sign-in/safe-next.ts';

const origin = 'https://holdfast.example';
const next = (value: string | null) => safeNext(value, origin, '/dashboard');

describe('where a sign-in leads', () => {
  it.each(['/proposals', '/zh-TW/search?q=a%20b', '/proposals/new#title', '/'])(
    'is %s when asked for',
    (page) => {
      expect(next(page)).toBe(page);
    },
  );

  it.each([
    null,
    '',
    'proposals',
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    '/.//elsewhere.example/',
    'javascript:alert(1)',
    '\\\\elsewhere.example',
    '/api/auth/sign-out',
  ])('is the dashboard when asked for %j', (page) => {
    expect(next(page)).toBe('/dashboard');
  });
});
