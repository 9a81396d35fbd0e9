import { ObservedApp } from './observed-app.ts';

jest.setTimeout(60_000);

let app: ObservedApp;

beforeAll(async () => {
  app = await ObservedApp.start();
}, 240_000);

afterAll(async () => {
  await app?.remove();
});

describe('what browsers report to the production app', () => {
  it('F1: takes in web vitals of real browsers by page and device, so that 95 of 100 can be read', async () => {
    for (let visit = 0; visit < 20; visit += 1) {
      const value = visit === 0 ? 3_900 : 900;
      expect(
        (await app.report('/api/web-vitals', { name: 'LCP', value, page: '/proposals/:id' })).status,
      ).toBe(204);
    }
    await app.report('/api/web-vitals', { name: 'CLS', value: 0.02, page: '/dashboard' });
    const labels = { vital: 'LCP', page: '/proposals/:id', device: 'phone' };
    const within = (le: string) => app.series('holdfast_web_vitals_duration_bucket', { ...labels, le });
    expect([await within('750'), await within('1000'), await within('+Inf')]).toEqual([0, 19, 20]);
    expect(
      await app.series('holdfast_web_vitals_layout_shift_bucket', { page: '/dashboard', le: '0.025' }),
    ).toBe(1);
  });

  it('counts made-up pages as one, and refuses what is no measurement', async () => {
    for (const page of ['/made-up', '/proposals/0190', '<script>']) {
      await app.report('/api/web-vitals', { name: 'FCP', value: 1, page });
    }
    expect(await app.series('holdfast_web_vitals_duration_count', { vital: 'FCP', page: 'other' })).toBe(3);
    for (const wrong of [
      { name: 'FID', value: 1, page: '/' },
      { name: 'LCP', value: -1, page: '/' },
      { name: 'LCP', value: 1e9, page: '/' },
      { name: 'CLS', value: '1', page: '/' },
      { name: 'INP', value: 1, page: '/'.repeat(201) },
      [],
    ]) {
      expect([wrong, (await app.report('/api/web-vitals', wrong)).status]).toEqual([wrong, 400]);
    }
    const long = { name: 'LCP', value: 1, page: '/', more: 'x'.repeat(3_000) };
    expect((await app.report('/api/web-vitals', long)).status).toBe(413);
  });

  it('T5: tells of an error in a browser once a minute, censored, and stops listening to a flood', async () => {
    const error = {
      name: 'TypeError',
      message: 'no name of ada@holdfast.example in row 7',
      page: '/dashboard',
    };
    expect((await app.report('/api/browser-errors', error)).status).toBe(204);
    await app.report('/api/browser-errors', { ...error, message: error.message.replace('7', '8') });
    const lines = app
      .logged()
      .filter(({ msg, page }) => msg === 'A page failed in a browser.' && page === '/dashboard');
    expect(lines).toEqual([
      expect.objectContaining({
        page: '/dashboard',
        device: 'phone',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        browserError: { name: 'TypeError', message: 'no name of [e-mail] in row 7' },
      }),
    ]);
    expect(await app.series('holdfast_browser_errors_total', { page: '/dashboard' })).toBe(2);
    expect((await app.report('/api/browser-errors', { ...error, stack: 'x'.repeat(20_000) })).status).toBe(
      413,
    );
    const flood = await Promise.all(
      Array.from({ length: 70 }, () => app.report('/api/browser-errors', error)),
    );
    expect(flood.some(({ status }) => status === 429)).toBe(true);
  });
});
