import type { Page } from 'playwright-core';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { axeViolations } from './axe.ts';
import { layoutShift, overflow } from './measure.ts';
import { Product } from './product.ts';
import { languages } from './visitors.ts';

let product: Product;

beforeAll(async () => {
  product = await Product.start();
}, 300_000);

afterAll(async () => {
  await product?.stop();
});

const looks = languages.flatMap((language) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['desktop', 'phone'] as const).map((device) => ({ language, theme, device })),
  ),
);

const settled = (page: Page) => page.locator('main [aria-busy="true"]').waitFor({ state: 'detached' });

describe.each(['/account', '/status'])('the page %s', (path) => {
  it.each(looks)('is accessible and stands still in $language, $theme, on a $device', async (look) => {
    const page = await product.open(path, { as: 'operator', ...look });
    await page.locator('main h2').nth(1).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await layoutShift(page)).toBeLessThan(0.1);
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('signing in', () => {
  const fill = async (page: Page, password: string) => {
    await page.getByLabel('Email').fill('sales@holdfast.example');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const stranger = async (address: string) => {
    const page = await product.open('/', {});
    await page.context().clearCookies();
    await page.goto(address);
    return page;
  };

  it('is asked of a stranger, who then comes to the page that was asked for', async () => {
    const page = await stranger('/account?from=mail');
    await page.waitForURL('**/sign-in?next=%2Faccount%3Ffrom%3Dmail');
    await fill(page, demoPassword);
    await page.waitForURL('**/account?from=mail');
    await page.getByLabel('Name').waitFor();
    await page.context().close();
  });

  it('leads to no other site', async () => {
    const page = await stranger('/sign-in?next=//elsewhere.example/');
    await fill(page, demoPassword);
    await page.waitForURL('**/dashboard');
    expect(new URL(page.url()).origin).toBe(product.origin);
    await page.context().close();
  });

  it('says that email or password is wrong, and not which', async () => {
    const page = await stranger('/sign-in');
    await fill(page, 'not the password');
    await page.getByText('The email or the password is not right').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('tells how long to wait after too many attempts', async () => {
    const page = await stranger('/sign-in');
    await page.route('**/api/auth/sign-in/email', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'content-type': 'application/problem+json', 'retry-after': '120' },
        body: JSON.stringify({ status: 429, code: 'too-many-requests', title: 'Too many requests.' }),
      }),
    );
    await fill(page, 'a guess');
    await page.getByText('Try again in 2 minutes').waitFor();
    await page.context().close();
  });
});

describe('the account', () => {
  it('takes a new name, and refuses an empty one beside its field', async () => {
    const page = await product.open('/account', { as: 'operator' });
    const name = page.getByLabel('Name');
    const before = await name.inputValue();
    await name.fill(' ');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Enter a name.').waitFor();
    await name.fill(`${before} Q`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your name has been saved.').waitFor();
    expect((await product.ask<{ name: string }>('/api/me')).name).toBe(`${before} Q`);
    await page.context().close();
  });

  it('signs the reader out of this browser', async () => {
    const page = await product.open('/', {});
    await page.context().clearCookies();
    await page.goto('/sign-in?next=/account');
    await page.getByLabel('Email').fill('sales@holdfast.example');
    await page.getByLabel('Password', { exact: true }).fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This browser').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL(`${product.origin}/`);
    await page.goto('/account');
    await page.waitForURL('**/sign-in?next=%2Faccount');
    await page.context().close();
  });
});

describe('the status', () => {
  it('shows operators dependencies, circuits and reads, in words', async () => {
    const page = await product.open('/status', { as: 'operator' });
    await settled(page);
    await page.getByText('Everything this replica needs is there.').waitFor();
    for (const title of ['Dependencies', 'External services', 'Reads']) {
      expect(await page.getByRole('heading', { name: title }).count()).toBe(1);
    }
    expect(await page.getByRole('row', { name: /Database \(PostgreSQL\) Answers/ }).count()).toBe(1);
    await page.context().close();
  });

  it('is closed to others, who are told so', async () => {
    const page = await product.open('/status', { as: 'sales' });
    await page.getByText('This is not open to you').waitFor();
    await page.context().close();
  });

  it('keeps what was seen last while the service cannot be reached, says so, and goes on by itself', async () => {
    const page = await product.open('/status', { as: 'operator' });
    await page.getByText('Everything this replica needs is there.').waitFor();
    await page.route('**/api/**', (route) => route.abort());
    await page.getByText('No connection to Holdfast').waitFor();
    await page.getByText('The status cannot be read right now.').waitFor();
    expect(await page.getByRole('heading', { name: 'Dependencies' }).count()).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await page.unroute('**/api/**');
    await page.getByText('No connection to Holdfast').waitFor({ state: 'detached' });
    await page.getByText('Everything this replica needs is there.').waitFor();
    await page.context().close();
  });
});
