import type { Page } from 'playwright-core';
import type { CustomerPage } from '../../app-src/src/customers/customer.ts';
import type { SearchResults } from '../../app-src/src/knowledge/article.ts';
import type { Proposal, ProposalPage } from '../../app-src/src/proposals/proposal.ts';
import { axeViolations } from './axe.ts';
import { layoutShift } from './measure.ts';
import { Product } from './product.ts';
import { type Device, type Language, languages, type Theme } from './visitors.ts';

/** What the tests look for, in each language. */
const words = {
  en: {
    query: 'security',
    search: 'Search articles, customers and proposals',
    knowledge: 'Knowledge',
    nothing: 'Nothing found for “xqzzq”',
    filter: 'Filter by name',
    noCustomer: /No customer matches/,
    showAll: 'Show all customers',
    next: 'Next',
    previous: 'Previous',
    refresh: 'Update from the CRM',
    refreshFailed: /The CRM does not answer at the moment/,
    newProposal: 'New proposal',
    title: 'Title',
    customer: 'Customer',
    create: 'Create and write',
    titleMissing: 'Give the proposal a title.',
    customerMissing: 'Choose a customer from the list.',
    text: 'Text of the proposal',
    won: 'Won',
    status: 'Status',
    change: 'Change',
    changed: 'The status is now “Won”.',
    conflict: /Someone else has just changed this proposal/,
    firstVersion: 'Show version 1',
    backToCurrent: 'Show the current version',
    missing: 'There is no such proposal',
    noneWithStatus: 'No proposal has this status',
  },
  'zh-TW': {
    query: '資安',
    search: '搜尋知識文章、客戶與提案',
    knowledge: '知識文章',
    nothing: '找不到「xqzzq」的結果',
    filter: '依名稱篩選',
    noCustomer: /沒有符合/,
    showAll: '顯示所有客戶',
    next: '下一頁',
    previous: '上一頁',
    refresh: '從 CRM 更新',
    refreshFailed: /CRM 目前沒有回應，畫面上/,
    newProposal: '新增提案',
    title: '標題',
    customer: '客戶',
    create: '建立並開始撰寫',
    titleMissing: '請輸入提案標題。',
    customerMissing: '請從清單選擇客戶。',
    text: '提案內容',
    won: '已成交',
    status: '狀態',
    change: '變更',
    changed: '狀態已改為「已成交」。',
    conflict: /剛才有人更新了這份提案/,
    firstVersion: '顯示版本 1',
    backToCurrent: '回到目前版本',
    missing: '找不到這份提案',
    noneWithStatus: '沒有這個狀態的提案',
  },
} as const satisfies Record<Language, object>;

const looks: readonly (readonly [Device, Theme])[] = [
  ['desktop', 'light'],
  ['phone', 'dark'],
];

let product: Product;
let addresses: Readonly<Record<string, (language: Language) => string>>;

beforeAll(async () => {
  product = await Product.start();
  const [proposals, customers, english, chinese] = await Promise.all([
    product.ask<ProposalPage>('/api/proposals?limit=1'),
    product.ask<CustomerPage>('/api/customers?limit=1'),
    product.ask<SearchResults>(`/api/search?q=${words.en.query}&locale=en`),
    product.ask<SearchResults>(`/api/search?q=${encodeURIComponent(words['zh-TW'].query)}&locale=zh-TW`),
  ]);
  const articles = { en: english.articles[0]?.id, 'zh-TW': chinese.articles[0]?.id };
  const proposal = proposals.items[0]?.id;
  addresses = {
    dashboard: () => '/dashboard',
    'search, at first': () => '/search',
    search: (language) => `/search?q=${encodeURIComponent(words[language].query)}`,
    'search without results': () => '/search?q=xqzzq',
    customers: () => '/customers',
    customer: () => `/customers/${customers.items[0]?.id}`,
    article: (language) => `/articles/${articles[language]}`,
    proposals: () => '/proposals',
    proposal: () => `/proposals/${proposal}`,
    'new proposal': () => '/proposals/new',
    editor: () => `/proposals/${proposal}/edit`,
  };
}, 300_000);

afterAll(() => product?.stop());

/** Waits until the page has its data, and what failed meanwhile. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    `document.querySelector('h1') && !document.querySelector('main [aria-busy="true"]')`,
    undefined,
    { timeout: 20_000 },
  );
}

const pages = [
  ...[
    'dashboard',
    'search, at first',
    'search',
    'search without results',
    'customers',
    'customer',
    'article',
  ],
  ...['proposals', 'proposal', 'new proposal', 'editor'],
];

describe.each(languages)('in %s', (language) => {
  const word = words[language];
  const here = (path: string) => (language === 'en' ? path : `/${language}${path}`);

  test.each(pages)(
    '%s: no barrier, no error, no shift, nothing beyond the width of a phone',
    async (name) => {
      for (const [device, theme] of looks) {
        const page = await product.open('/account', { language, device, theme });
        const failures: string[] = [];
        page.on('pageerror', (error) => failures.push(error.message));
        page.on('response', (response) => {
          if (response.status() >= 500) {
            failures.push(`${response.url()} answered ${response.status()}`);
          }
        });
        await page.goto(here(addresses[name]?.(language) ?? ''));
        await settled(page);
        expect(await layoutShift(page)).toBeLessThan(0.1);
        expect(await axeViolations(page)).toEqual([]);
        expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        expect(
          await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
        ).toBe(0);
        expect(failures).toEqual([]);
        await page.context().close();
      }
    },
  );

  test('the search answers while one types, keeps its question in the address, and leads to what it found', async () => {
    const page = await product.open('/search', { language });
    const asked: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname === '/api/search') {
        asked.push(url.searchParams.get('q') ?? '');
      }
    });
    await page.getByLabel(word.search).pressSequentially(word.query, { delay: 20 });
    const results = page.getByRole('region', { name: word.knowledge });
    await results.waitFor();
    expect(asked).toEqual([word.query]);
    expect(new URL(page.url()).searchParams.get('q')).toBe(word.query);
    const found = results.getByRole('link').first();
    const title = (await found.textContent()) ?? '';
    await found.click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.goBack();
    await results.waitFor();
    expect(await page.getByLabel(word.search).inputValue()).toBe(word.query);
    await page.getByLabel(word.search).fill('xqzzq');
    await page.getByText(word.nothing).last().waitFor();
    await page.context().close();
  });

  test('an answer that is overtaken by a newer question never shows', async () => {
    const page = await product.open('/search', { language });
    await page.route('**/api/search?*', async (route) => {
      const slow = new URL(route.request().url()).searchParams.get('q') === 'xqzzq';
      if (slow) {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
      }
      // The browser has called the slow one off by then.
      await route.continue().catch(() => undefined);
    });
    const input = page.getByLabel(word.search);
    const abandoned = page.waitForEvent('requestfailed');
    const slow = page.waitForRequest((request) => request.url().includes('xqzzq'));
    await input.fill('xqzzq');
    await slow;
    await input.fill(word.query);
    expect((await abandoned).url()).toContain('xqzzq');
    await page.getByRole('region', { name: word.knowledge }).waitFor();
    await page.waitForTimeout(1_800);
    expect(await page.getByText(word.nothing).count()).toBe(0);
    await page.context().close();
  });

  test('customers are paged by a cursor that Back undoes, and filtered by name', async () => {
    const page = await product.open('/customers', { language });
    await settled(page);
    const names = () => page.getByRole('table').getByRole('link').allTextContents();
    const first = await names();
    await page.getByRole('button', { name: word.next, exact: true }).click();
    await page.waitForFunction(`!document.body.textContent.includes(${JSON.stringify(first[0])})`);
    await settled(page);
    const second = await names();
    expect(second.some((name) => first.includes(name))).toBe(false);
    await page.reload();
    await settled(page);
    expect(await names()).toEqual(second);
    await page.goBack();
    await page.getByRole('link', { name: first[0] ?? '', exact: true }).waitFor();
    await page.getByLabel(word.filter).fill('zzzz');
    await page.getByText(word.noCustomer).waitFor();
    await page.getByRole('button', { name: word.showAll }).click();
    await page.getByRole('link', { name: first[0] ?? '', exact: true }).waitFor();
    await page.context().close();
  });

  test('a customer says how old the CRM’s data is, and that the CRM does not answer', async () => {
    const page = await product.open(addresses.customer?.(language) ?? '', { language });
    await settled(page);
    await page.getByRole('button', { name: word.refresh }).click();
    await page.getByText(word.refreshFailed).first().waitFor();
    expect(await page.locator('time[datetime]').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test('a proposal is started for a customer by keyboard alone, with what is missing said at its field', async () => {
    const page = await product.open('/proposals/new', { language });
    await settled(page);
    await page.getByRole('button', { name: word.create }).press('Enter');
    await page.getByText(word.titleMissing).waitFor();
    await page.getByText(word.customerMissing).waitFor();
    expect(await page.evaluate('document.activeElement.name')).toBe('title');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a');
    const customers = page.getByRole('combobox', { name: word.customer });
    await page.getByRole('option').first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const chosen = await page.getByRole('option', { selected: true }).locator('span').first().textContent();
    await page.keyboard.press('Enter');
    expect(await customers.inputValue()).toBe(chosen);
    await page.getByRole('radio').nth(1).press('Space');
    await page.getByRole('button', { name: word.create }).press('Enter');
    const text = page.getByRole('textbox', { name: word.text });
    await text.waitFor({ timeout: 20_000 });
    expect(((await text.textContent()) ?? '').length).toBeGreaterThan(20);
    expect(page.url()).toMatch(/\/proposals\/[0-9a-f-]{36}\/edit$/);
    await page.context().close();
  });

  test('a proposal moves along the pipeline, shows its earlier versions, and yields to a faster colleague', async () => {
    const customers = await product.ask<CustomerPage>('/api/customers?limit=1');
    const { id } = await product.ask<Proposal>('/api/proposals', {
      method: 'POST',
      body: { title: 'To be won', customerId: customers.items[0]?.id },
    });
    const page = await product.open(`/proposals/${id}`, { language });
    await settled(page);
    await page.getByRole('combobox', { name: word.status, exact: true }).selectOption('won');
    await page.getByRole('button', { name: word.change, exact: true }).click();
    await page.getByText(word.changed).waitFor();
    const won = await product.ask<Proposal>(`/api/proposals/${id}`);
    expect(won.status).toBe('won');
    await product.ask(`/api/proposals/${id}`, {
      method: 'PATCH',
      body: {
        baseVersion: won.version,
        content: {
          type: 'doc',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Faster.' }] }],
        },
      },
    });
    await page.getByRole('combobox', { name: word.status, exact: true }).selectOption('lost');
    await page.getByRole('button', { name: word.change, exact: true }).click();
    await page.getByText(word.conflict).waitFor();
    await page.getByText('Faster.').waitFor();
    expect((await product.ask<Proposal>(`/api/proposals/${id}`)).status).toBe('won');
    await page.getByRole('button', { name: word.firstVersion, exact: true }).click();
    await page.getByRole('button', { name: word.backToCurrent }).click();
    await page.getByText('Faster.').waitFor();
    await page.context().close();
  });

  test('another team’s proposal, or none, is said to be missing', async () => {
    const page = await product.open('/proposals/0190a000-0000-7000-8000-000000000000', { language });
    await page.getByRole('heading', { level: 1, name: word.missing }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  test('the dashboard leads to the proposals of one status', async () => {
    const page = await product.open('/dashboard', { language });
    await settled(page);
    await page.getByRole('link', { name: word.won, exact: true }).click();
    await page.waitForURL(/\/proposals\?status=won$/);
    await settled(page);
    const badges = await page.getByRole('row').locator('td:nth-child(3)').allTextContents();
    expect(badges.length).toBeGreaterThan(0);
    expect(new Set(badges)).toEqual(new Set([word.won]));
    await page.context().close();
  });
});

test('only the editor loads the editor', async () => {
  const loads = async (name: string) => {
    const page = await product.open(addresses[name]?.('en') ?? '');
    await settled(page);
    await page.waitForLoadState('networkidle');
    const scripts = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /[.]js$/.test(name))`,
    );
    const texts = await Promise.all(scripts.map(async (script) => (await page.request.get(script)).text()));
    await page.context().close();
    expect(scripts).not.toHaveLength(0);
    return texts.some((text) => text.includes('ProseMirror'));
  };
  expect(await loads('proposal')).toBe(false);
  expect(await loads('editor')).toBe(true);
});

test('an outage of the database leaves every page that was read before readable', async () => {
  const names = ['dashboard', 'customers', 'customer', 'article', 'proposals', 'proposal'];
  for (const name of names) {
    const page = await product.open(addresses[name]?.('en') ?? '');
    await settled(page);
    await page.context().close();
  }
  await product.postgres.kill();
  try {
    for (const name of names) {
      const page = await product.open(addresses[name]?.('en') ?? '');
      await settled(page);
      expect(await page.locator('main').getByRole('alert').filter({ hasText: /\S/ }).count()).toBe(0);
      await page.context().close();
    }
  } finally {
    await product.postgres.start();
  }
});

test('with nothing to show, each list says what to do', async () => {
  const page = await product.open('/proposals?status=lost');
  await page.route('**/api/proposals?*', (route) => route.fulfill({ json: { items: [] } }));
  await page.reload();
  await page.getByText(words.en.noneWithStatus).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.route('**/api/dashboard', (route) =>
    route.fulfill({ json: { pipeline: [{ status: 'draft', count: 0, valueCents: 0 }], recent: [] } }),
  );
  await page.goto('/dashboard');
  await page.getByText('Nothing here yet').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});

test('when a page’s data cannot be read, it says so, and shows it once it can', async () => {
  const page = await product.open('/account');
  let away = true;
  await page.route('**/api/dashboard', (route) =>
    away
      ? route.fulfill({
          status: 503,
          headers: { 'retry-after': '1' },
          json: { code: 'unavailable', status: 503 },
        })
      : route.continue(),
  );
  await page.goto('/dashboard');
  await page.locator('main').getByRole('alert').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  away = false;
  await page.getByRole('table').waitFor({ timeout: 15_000 });
  await page.context().close();
});
