import type { Browser, Page } from 'playwright-core';
import { AppServer, environmentFor } from '../app-src/app-server.ts';
import { axeViolations } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { focused, layoutShift, overflow, scrollThrough } from './measure.ts';
import { inLanguage, languages, type VisitorOptions, visitor } from './visitors.ts';

/** How far a page may move by itself (cumulative layout shift). */
const largestShift = 0.1;

let app: AppServer;
let browser: Browser;

beforeAll(async () => {
  // The pages that are open to everyone need neither store.
  const nobody = { host: '127.0.0.1', port: 1 };
  const database = { ...nobody, database: 'none', user: 'none', password: 'none' };
  [app, browser] = await Promise.all([AppServer.start(environmentFor(database, nobody)), launchBrowser()]);
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function open(path: string, options: Omit<VisitorOptions, 'origin'> = {}): Promise<Page> {
  const page = await visitor(browser, { origin: app.origin, ...options });
  await page.goto(inLanguage(options.language ?? 'en', path), { waitUntil: 'networkidle' });
  return page;
}

const looks = languages.flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['desktop', 'phone'] as const).map((device) => ({ language, theme, device })),
  ),
);

describe.each(['/', '/sign-in', '/nowhere'])('the page %s', (path) => {
  it.each(looks)('is accessible and stands still in $language, $theme, on a $device', async (look) => {
    const page = await open(path, look);
    await scrollThrough(page);
    expect(await axeViolations(page)).toEqual([]);
    expect(await layoutShift(page)).toBeLessThan(largestShift);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('the start page', () => {
  it('F5: fetches the images below the fold when the reader comes near them, and not before', async () => {
    const page = await visitor(browser, { origin: app.origin, device: 'phone' });
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'image' && request.url().includes('/_next/image'))
        fetched.push(request.url());
    });
    await page.goto('/', { waitUntil: 'networkidle' });
    expect(fetched.filter((url) => url.includes('editor'))).toHaveLength(1);
    expect(fetched.filter((url) => url.includes('dashboard'))).toHaveLength(0);
    await scrollThrough(page);
    expect(fetched.filter((url) => url.includes('dashboard'))).toHaveLength(1);
    const shown =
      "[...document.querySelectorAll('main img')].map((image) => image.naturalWidth > 0 && image.width > 0)";
    expect(await page.evaluate(shown)).toEqual([true, true, true]);
    await page.context().close();
  });

  it('says, in place of the newest articles, that they come later', async () => {
    const page = await open('/');
    expect(await page.getByText('shown here once the knowledge base can be reached').count()).toBe(1);
    await page.context().close();
  });

  it('can be walked through by keyboard: past the navigation first, each stop visible and marked', async () => {
    const page = await open('/');
    const stops: string[] = [];
    for (let stop = 0; stop < 7; stop += 1) {
      await page.keyboard.press('Tab');
      const focus = await focused(page);
      expect(focus).toMatchObject({ seen: true, large: true });
      stops.push(focus.text);
    }
    expect(stops[0]).toBe('Skip to the content');
    expect(stops).toEqual(
      expect.arrayContaining(['中文', 'Sign in', 'Open your dashboard', 'See how it works']),
    );
    await page.context().close();
  });

  it('leads to itself in the other language', async () => {
    const page = await open('/');
    await page.getByRole('link', { name: '中文' }).click();
    await page.waitForURL('**/zh-TW');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-TW');
    await page.context().close();
  });
});

describe('the sign-in page', () => {
  it('ties what is missing to its field, and puts the keyboard there', async () => {
    const page = await open('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const email = page.getByLabel('Email');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const described = await email.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toBe('Enter your email address.');
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('says in words that it cannot work while the service is away, and keeps what was entered', async () => {
    const page = await open('/sign-in', { language: 'zh-TW' });
    await page.getByLabel('電子郵件').fill('ada@holdfast.example');
    await page.getByLabel('密碼', { exact: true }).fill('a password');
    await page.route('**/api/auth/**', (route) => route.abort());
    await page.getByRole('button', { name: '登入' }).click();
    await page.getByText('目前無法登入').waitFor();
    expect(await page.getByLabel('電子郵件').inputValue()).toBe('ada@holdfast.example');
    await page.context().close();
  });

  it('never puts a password into an address, even before its script has arrived', async () => {
    const page = await visitor(browser, { origin: app.origin });
    await page.route('**/_next/static/**/*.js', (route) => route.abort());
    await page.goto('/sign-in');
    await page.getByLabel('Email').fill('ada@holdfast.example');
    await page.getByLabel('Password', { exact: true }).fill('secret-words');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForLoadState();
    expect(page.url()).not.toContain('secret-words');
    await page.context().close();
  });
});
