import { Redis as RedisClient } from 'ioredis';
import type { Locator, Page } from 'playwright-core';
import type { CustomerPage } from '../../app-src/src/customers/customer.ts';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import type { SearchResults } from '../../app-src/src/knowledge/article.ts';
import type { Proposal } from '../../app-src/src/proposals/proposal.ts';
import { plainText } from '../../app-src/src/proposals/rich-text/text-node.ts';
import { accountOf } from '../../local/peers/dynamics/account.ts';
import { waitUntil } from '../services/wait-until.ts';
import { axeViolations } from './axe.ts';
import { Product } from './product.ts';
import { inLanguage, type Language, languages } from './visitors.ts';

/** What the tests look for, in each language. */
const words = {
  en: {
    account: 'Account',
    back: 'Back to the proposal',
    byModel: 'Written by the AI model',
    byTemplate: /Put together from templates/,
    conflict: /saved another version/,
    create: 'Create and write',
    crmAge: /As of .+/,
    crmAway: /The CRM does not answer\. You see the last known data, from .+/,
    crmFailed: /The CRM does not answer at the moment/,
    crmFresh: 'Up to date',
    crmRefresh: 'Update from the CRM',
    crmRefreshed: 'The data is up to date.',
    customer: 'Customer',
    dashboard: 'Dashboard',
    draft: 'Draft',
    email: 'Email',
    insert: 'Insert at the cursor',
    keepMine: 'Keep mine as a new version',
    newest: 'New in the knowledge base',
    newProposal: 'New proposal',
    offer: /The AI draft that you asked for .+ is ready/,
    offerDismiss: 'Not now',
    offerShow: 'Show it',
    othersOut: 'You are signed out everywhere else.',
    password: 'Password',
    queued: /Your request is queued/,
    readOnly: 'Reading only for the moment',
    readOnlyAge: /You see what was known .+ ago/,
    restored: /Your unsaved text from .+ is back/,
    search: 'Search',
    searchField: 'Search articles, customers and proposals',
    signIn: 'Sign in',
    signOut: 'Sign out',
    signOutOthers: 'Sign out everywhere else',
    text: 'Text of the proposal',
    thisBrowser: 'This browser',
    title: 'Title',
    unavailable: /cannot save at the moment.+kept in this browser/,
    version: 'Version 1',
    versions: 'Versions',
    write: 'Write a draft',
  },
  'zh-TW': {
    account: '帳號',
    back: '回到提案',
    byModel: '由 AI 模型撰寫',
    byTemplate: /由範本與知識文章整理而成/,
    conflict: /儲存了另一個版本/,
    create: '建立並開始撰寫',
    crmAge: /.+前的資料/,
    crmAway: /CRM 目前沒有回應，以下是.+的資料/,
    crmFailed: /CRM 目前沒有回應，畫面上/,
    crmFresh: '已是最新',
    crmRefresh: '從 CRM 更新',
    crmRefreshed: '資料已更新。',
    customer: '客戶',
    dashboard: '總覽',
    draft: '草稿',
    email: '電子郵件',
    insert: '插入游標位置',
    keepMine: '將我的內容存成新版本',
    newest: '知識庫最新文章',
    newProposal: '新增提案',
    offer: /您.+要求的 AI 草稿已經完成/,
    offerDismiss: '先不用',
    offerShow: '查看',
    othersOut: '已登出其他所有裝置。',
    password: '密碼',
    queued: /已將您的需求排入佇列/,
    readOnly: '目前僅供瀏覽',
    readOnlyAge: /您看到的是.+前的資料/,
    restored: /已還原您.+尚未儲存的內容/,
    search: '搜尋',
    searchField: '搜尋知識文章、客戶與提案',
    signIn: '登入',
    signOut: '登出',
    signOutOthers: '登出其他所有裝置',
    text: '提案內容',
    thisBrowser: '這個瀏覽器',
    title: '標題',
    unavailable: /服務目前無法儲存。內容已保留在這個瀏覽器/,
    version: '版本 1',
    versions: '版本',
    write: '產生草稿',
  },
} as const satisfies Record<Language, object>;

/** How long a user may wait for a useful answer while a service is away, in milliseconds. */
const usefulMilliseconds = 3_000;

/** Enough for several waits of the app, which are spread by chance, on a busy machine, in milliseconds. */
const selfHealingMilliseconds = 90_000;

interface KnownCustomer {
  readonly id: string;
  readonly name: string;
  /** What the CRM calls it. */
  readonly crmName: string;
}

let product: Product;
let customers: readonly KnownCustomer[];

beforeAll(async () => {
  product = await Product.start({ crm: true });
  // The start page renews itself behind the first who asks; the last test looks at what came of it.
  await Promise.all(languages.map((language) => fetch(product.origin + inLanguage(language, '/'))));
  const listed = await product.ask<CustomerPage>('/api/customers?limit=100');
  const rows = await queried<{ id: string; crm_id: string }>((sql) => sql`select id, crm_id from customers`);
  const crmIds = new Map(rows.map(({ id, crm_id }) => [id, crm_id]));
  customers = listed.items
    .filter(({ name }) => /^[\w ]+$/.test(name))
    .map(({ id, name }) => ({ id, name, crmName: accountOf(crmIds.get(id) ?? '').name }));
}, 300_000);

afterAll(() => product?.stop());

afterEach(async () => {
  await Promise.all([product.fault({}), product.crmFault({})]);
});

type Sql = ReturnType<Product['postgres']['connect']>;

async function queried<Row>(ask: (sql: Sql) => PromiseLike<unknown>): Promise<Row[]> {
  const sql = product.postgres.connect();
  try {
    return (await ask(sql)) as Row[];
  } finally {
    await sql.end();
  }
}

function customer(at: number): KnownCustomer {
  const found = customers[at];
  if (found === undefined) {
    throw new Error(`The seed has only ${customers.length} customers whose names are plain words.`);
  }
  return found;
}

/** A proposal of its own for a test, with a text in its second version. */
async function newProposal(text = 'The first words.'): Promise<Proposal> {
  const { id, version } = await product.ask<Proposal>('/api/proposals', {
    method: 'POST',
    body: { title: 'A proposal for bad days', customerId: customer(0).id },
  });
  return product.ask<Proposal>(`/api/proposals/${id}`, {
    method: 'PATCH',
    body: {
      baseVersion: version,
      content: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
    },
  });
}

async function saved(id: string): Promise<string> {
  return plainText((await product.ask<Proposal>(`/api/proposals/${id}`)).content);
}

/** Waits until the service has a text, whoever saved it. */
function becomes(id: string, text: string): Promise<true> {
  return waitUntil(
    `the text "${text}" to be saved`,
    async () => ((await saved(id)) === text ? true : undefined),
    selfHealingMilliseconds,
  );
}

function paper(page: Page, language: Language): Locator {
  return page.getByRole('textbox', { name: words[language].text });
}

async function write(page: Page, language: Language, text: string): Promise<void> {
  await paper(page, language).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function saveState(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-save-state="${wanted}"]`).waitFor({ timeout: 30_000 });
}

/** Waits until the page has its data. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    `document.querySelector('main h1') && !document.querySelector('main [aria-busy="true"]')`,
    undefined,
    { timeout: 30_000 },
  );
}

/** What a page lets its reader follow, which does not change by the minute as ages do. */
function links(page: Page): Promise<string[]> {
  return page.locator('main h1, main a').allTextContents();
}

/** What the browser keeps of unsaved texts. */
async function keptTexts(page: Page): Promise<string> {
  const kept = await page.evaluate<string[]>(
    `Object.entries(localStorage).filter(([key]) => key.startsWith('holdfast:draft:')).map(([, value]) => value)`,
  );
  return kept.join();
}

async function signIn(page: Page, language: Language, email: string): Promise<void> {
  await page.getByLabel(words[language].email).fill(email);
  await page.getByLabel(words[language].password, { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: words[language].signIn }).click();
}

describe.each(languages)('in %s', (language) => {
  const word = words[language];
  const here = (path: string) => inLanguage(language, path);
  const own = languages.indexOf(language);

  test('a day’s work: from signing in over a customer’s news to a saved proposal, and out again', async () => {
    const { id, name, crmName } = customer(1 + own);
    const page = await product.open('/sign-in', { as: 'stranger', language });
    const failures: string[] = [];
    page.on('pageerror', (error) => failures.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) {
        failures.push(`${response.url()} answered ${response.status()}`);
      }
    });
    const navigation = page.getByRole('banner').getByRole('navigation');
    await signIn(page, language, 'sales@holdfast.example');
    await page.waitForURL(`**${here('/dashboard')}`);
    await page.getByRole('heading', { level: 1, name: word.dashboard }).waitFor();

    await navigation.getByRole('link', { name: word.search, exact: true }).click();
    await page.getByLabel(word.searchField).fill(name);
    await page.locator(`main a[href="${here(`/customers/${id}`)}"]`).click();
    await page.waitForURL(`**${here(`/customers/${id}`)}`);
    await page.getByRole('button', { name: word.crmRefresh }).click();
    await page.getByText(word.crmRefreshed).waitFor();
    await page.getByRole('heading', { level: 1, name: crmName, exact: true }).waitFor();
    await page.getByText(word.crmFresh, { exact: true }).waitFor();

    await page.getByRole('link', { name: word.newProposal }).click();
    await page.getByLabel(word.title, { exact: true }).fill(`Offer in ${language}`);
    const picker = page.getByRole('combobox', { name: word.customer });
    await waitUntil('the customer to be filled in', async () =>
      (await picker.inputValue()) === crmName ? true : undefined,
    );
    await page.getByRole('button', { name: word.create }).click();
    await page.waitForURL(/\/proposals\/[0-9a-f-]{36}\/edit$/);
    const proposal = page.url().split('/').at(-2) ?? '';
    await write(page, language, 'Written by hand.');
    await page.getByRole('button', { name: word.write }).click();
    await page.getByText(word.byModel, { exact: true }).waitFor();
    await page.getByRole('button', { name: word.insert }).click({ timeout: 30_000 });
    await waitUntil(
      'the draft to be saved',
      async () =>
        /Written by hand\.[\s\S]*a pilot, a roll-out/.test(await saved(proposal)) ? true : undefined,
      30_000,
    );
    await saveState(page, 'saved');

    await page.getByRole('link', { name: word.back }).click();
    await page.getByRole('heading', { level: 2, name: word.versions, exact: true }).waitFor();
    await page.getByText(word.version, { exact: true }).waitFor();
    await page.getByText('a pilot, a roll-out').waitFor();

    await page.getByRole('link', { name: word.account }).click();
    await page.getByRole('button', { name: word.signOut, exact: true }).click();
    await page.waitForURL(`${product.origin}${here('/')}`);
    expect(failures).toEqual([]);
    await page.goto(here('/dashboard'));
    await page.waitForURL(`**${here('/sign-in')}?next=*`);
    await page.context().close();
  });

  test('the CRM hangs: the customer is shown with the age of the copy, and within three seconds that it is not newer; its return is enough', async () => {
    const { id, name, crmName } = customer(3 + own);
    await product.crmFault({ hang: true });
    const page = await product.open(`/customers/${id}`, { language });
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await page.getByRole('main').locator('time').filter({ hasText: word.crmAge }).first().waitFor();
    const start = performance.now();
    await page.getByRole('button', { name: word.crmRefresh }).click();
    await page.getByText(word.crmAway).waitFor();
    expect(performance.now() - start).toBeLessThan(usefulMilliseconds);
    await page.getByText(word.crmFailed).waitFor();
    expect(await axeViolations(page)).toEqual([]);

    await product.crmFault({});
    await waitUntil(
      'the CRM’s news to be shown',
      async () => {
        await page.getByRole('button', { name: word.crmRefresh }).click();
        await page.getByRole('button', { name: word.crmRefresh }).waitFor();
        await page.getByText(word.crmFresh, { exact: true }).waitFor({ timeout: 2_000 });
        return true;
      },
      selfHealingMilliseconds,
    );
    await page.getByRole('heading', { level: 1, name: crmName, exact: true }).waitFor();
    expect(await page.getByText(word.crmAway).count()).toBe(0);
    await page.context().close();
  });

  test('signing out everywhere else ends the other browser’s session, and not this one', async () => {
    const [colleague] = await queried<{ email: string }>(
      (sql) => sql`select email from users where id not in ('user-1', 'user-2') order by id limit 1`,
    );
    const [page, other] = await Promise.all(
      ['/account', '/proposals'].map(async (path) => {
        const opened = await product.open(path, { as: 'stranger', language });
        await opened.waitForURL('**/sign-in?next=*');
        await signIn(opened, language, colleague?.email ?? '');
        await opened.waitForURL(`**${here(path)}`);
        await settled(opened);
        return opened;
      }),
    );
    if (page === undefined || other === undefined) {
      throw new Error('Two browsers were to be opened.');
    }
    await page.reload();
    await page.getByRole('button', { name: word.signOutOthers }).click();
    await page.getByText(word.othersOut).waitFor();
    await other.goto(here('/dashboard'));
    await other.waitForURL(`**${here('/sign-in')}?next=*`);
    await page.reload();
    await page.getByText(word.thisBrowser).waitFor();
    expect(await page.getByText(word.thisBrowser).count()).toBe(1);
    expect(await page.getByRole('button', { name: word.signOutOthers }).isDisabled()).toBe(true);
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

/** Makes what the app has cached an hour old, as time does. */
async function anHourPasses(): Promise<void> {
  const client = new RedisClient({ host: product.redis.host, port: product.redis.port });
  try {
    for (const key of await client.keys('holdfast:entry:*')) {
      const value = JSON.parse((await client.get(key)) ?? '') as { loadedAt: number };
      await client.set(key, JSON.stringify({ ...value, loadedAt: value.loadedAt - 3_600_000 }));
    }
  } finally {
    client.disconnect();
  }
}

test('PostgreSQL dies: what was seen is shown with its age, what is written is kept through a reload, and all is saved by itself', async () => {
  const proposals = { en: await newProposal(), 'zh-TW': await newProposal() };
  const visits = await Promise.all(
    languages.map(async (language) => {
      const { id } = proposals[language];
      const editor = await product.open(`/proposals/${id}/edit`, { language });
      await paper(editor, language).waitFor();
      const reader = await editor.context().newPage();
      const seen = new Map<string, string[]>();
      for (const path of ['/dashboard', '/customers', `/proposals/${id}`]) {
        await reader.goto(inLanguage(language, path));
        await settled(reader);
        seen.set(path, await links(reader));
      }
      editor.on('dialog', (dialog) => void dialog.accept());
      return { language, word: words[language], id, editor, reader, seen };
    }),
  );
  await product.postgres.kill();
  await anHourPasses();
  try {
    await Promise.all(
      visits.map(async ({ language, word, editor, reader, seen }) => {
        for (const [path, before] of seen) {
          await reader.goto(inLanguage(language, path));
          await reader.getByText(word.readOnly).waitFor();
          await reader.getByText(word.readOnlyAge).waitFor();
          await settled(reader);
          expect(before.length).toBeGreaterThan(2);
          expect(await links(reader)).toEqual(before);
          expect(await axeViolations(reader)).toEqual([]);
        }
        await write(editor, language, ' Written in the outage.');
        await editor.getByText(word.unavailable).waitFor();
        await editor.getByText(word.readOnly).waitFor();
        await saveState(editor, 'waiting');
        await editor.reload();
        await editor.getByText(word.restored).waitFor();
        expect(await paper(editor, language).textContent()).toBe('The first words. Written in the outage.');
        await editor.getByText(word.readOnly).waitFor();
        await write(editor, language, ' And after the reload.');
        await waitUntil('the browser to keep the text', async () =>
          (await keptTexts(editor)).includes('And after the reload.') ? true : undefined,
        );
      }),
    );
  } finally {
    await product.postgres.start();
  }
  await Promise.all(
    visits.map(async ({ id, word, editor, reader }) => {
      await becomes(id, 'The first words. Written in the outage. And after the reload.');
      await saveState(editor, 'saved');
      for (const page of [editor, reader]) {
        await page.getByText(word.readOnly).waitFor({ state: 'detached' });
      }
      await reader.reload();
      await reader.getByText('And after the reload.').waitFor();
      await waitUntil('the browser to forget what is saved', async () =>
        (await keptTexts(editor)) === '' ? true : undefined,
      );
      await editor.context().close();
    }),
  );
}, 180_000);

test('PostgreSQL dies: the editor of a proposal that was seen opens from the last known copy', async () => {
  const { id } = await newProposal();
  const page = await product.open(`/proposals/${id}/edit`);
  await paper(page, 'en').waitFor();
  await product.postgres.kill();
  try {
    await anHourPasses();
    await page.reload();
    await page.getByText(words.en.readOnlyAge).waitFor();
    expect(await paper(page, 'en').textContent()).toBe('The first words.');
    await write(page, 'en', ' On an old copy.');
    await page.getByText(words.en.unavailable).waitFor();
  } finally {
    await product.postgres.start();
  }
  await becomes(id, 'The first words. On an old copy.');
  await page.context().close();
});

test('Redis dies: who is signed in stays so, every page goes on, and what is written is saved', async () => {
  const found = await product.ask<SearchResults>('/api/search?q=security&locale=en');
  const proposals = { en: await newProposal(), 'zh-TW': await newProposal() };
  const visits = await Promise.all(
    languages.map(async (language) => {
      const page = await product.open('/dashboard', { language });
      await settled(page);
      return { page, language, id: proposals[language].id };
    }),
  );
  await product.redis.kill();
  try {
    await Promise.all(
      visits.map(async ({ page, language, id }) => {
        const failures: string[] = [];
        page.on('response', (response) => {
          if (response.status() >= 400) {
            failures.push(`${response.url()} answered ${response.status()}`);
          }
        });
        const paths = [
          ...['/dashboard', '/search?q=security', `/articles/${found.articles[0]?.id}`, '/customers'],
          ...[`/customers/${customer(5).id}`, '/proposals', `/proposals/${id}`, '/proposals/new', '/account'],
        ];
        for (const path of paths) {
          await page.goto(inLanguage(language, path));
          await settled(page);
          expect(page.url()).toBe(product.origin + inLanguage(language, path));
          expect(await page.locator('[data-service="normal"]').count()).toBe(1);
        }
        await page.goto(inLanguage(language, `/proposals/${id}/edit`));
        await write(page, language, ' Without Redis.');
        await becomes(id, 'The first words. Without Redis.');
        await saveState(page, 'saved');
        expect(failures).toEqual([]);
      }),
    );
  } finally {
    await product.redis.start();
  }
  await Promise.all(
    visits.map(async ({ page, language }) => {
      await page.goto(inLanguage(language, '/account'));
      await page.getByText(words[language].thisBrowser).waitFor();
      await page.context().close();
    }),
  );
});

test('a draft that was queued while the model was down is offered when it is finished, to who waits and to who comes later', async () => {
  const { id } = await newProposal();
  await product.fault({ status: 500 });
  const page = await product.open(`/proposals/${id}/edit`);
  await page.getByRole('button', { name: words.en.write }).click();
  await page.getByText(words.en.byTemplate).waitFor();
  await page.getByText(words.en.queued).waitFor();
  await product.fault({});
  await page.getByText(words.en.offer).waitFor({ timeout: selfHealingMilliseconds });
  await page.getByRole('button', { name: words.en.offerShow }).click();
  const drafted = page.getByRole('region', { name: words.en.draft, exact: true });
  await drafted.filter({ hasText: /by writer\.[\s\S]*a pilot, a roll-out/ }).waitFor();
  await page.getByText(words.en.byModel, { exact: true }).waitFor();
  expect(await page.getByText(words.en.offer).count()).toBe(0);
  await paper(page, 'en').click();
  await page.keyboard.press('Control+End');
  await page.getByRole('button', { name: words.en.insert }).click();
  await waitUntil('the draft to be saved', async () =>
    /The first words\.[\s\S]*a pilot, a roll-out/.test(await saved(id)) ? true : undefined,
  );
  await page.context().close();

  const later = await product.open(`/proposals/${id}/edit`, { language: 'zh-TW' });
  const offer = later.getByText(words['zh-TW'].offer);
  await offer.waitFor();
  expect(await axeViolations(later)).toEqual([]);
  await later.getByRole('button', { name: words['zh-TW'].offerDismiss }).click();
  await offer.waitFor({ state: 'detached' });
  await later.reload();
  await paper(later, 'zh-TW').waitFor();
  expect(await offer.count()).toBe(0);
  await later.context().close();
}, 180_000);

describe('one proposal in two tabs of a browser', () => {
  async function twoTabs(language: Language) {
    const { id } = await newProposal();
    const first = await product.open(`/proposals/${id}/edit`, { language });
    await paper(first, language).waitFor();
    const second = await first.context().newPage();
    await second.goto(first.url());
    await paper(second, language).waitFor();
    return { id, first, second };
  }

  test.each(languages)(
    'in %s: the second tab’s save meets a conflict, which shows both texts and saves the chosen one',
    async (language) => {
      const { id, first, second } = await twoTabs(language);
      await write(first, language, ' From the first tab.');
      await becomes(id, 'The first words. From the first tab.');
      await write(second, language, ' From the second tab.');
      const conflict = second.getByRole('alert').filter({ hasText: words[language].conflict });
      await conflict.waitFor();
      expect(await conflict.textContent()).toContain('The first words. From the first tab.');
      expect(await conflict.textContent()).toContain('The first words. From the second tab.');
      await second.getByRole('button', { name: words[language].keepMine }).click();
      await becomes(id, 'The first words. From the second tab.');
      await first.context().close();
    },
  );

  test('a text that one tab could not save outlives the other tab’s save and its own crash', async () => {
    const { id, first, second } = await twoTabs('en');
    await second.route('**/api/proposals/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort('connectionfailed') : route.continue(),
    );
    await write(second, 'en', ' Not saved yet.');
    await saveState(second, 'waiting');
    await write(first, 'en', ' From the first tab.');
    await becomes(id, 'The first words. From the first tab.');
    await saveState(first, 'saved');
    // As a crash does: no farewell of the page runs.
    await second.close({ runBeforeUnload: false });
    await first.reload();
    await first.getByText(words.en.restored).waitFor();
    const conflict = first.getByRole('alert').filter({ hasText: words.en.conflict });
    await conflict.filter({ hasText: 'The first words. Not saved yet.' }).waitFor();
    expect(await conflict.textContent()).toContain('The first words. From the first tab.');
    await first.getByRole('button', { name: words.en.keepMine }).click();
    await becomes(id, 'The first words. Not saved yet.');
    await first.context().close();
  });
});

test.each(languages)(
  'in %s: the start page shows the newest articles, though it was built without a database',
  async (language) => {
    const newest = await queried<{ id: string; title: string }>(
      (sql) =>
        sql`select id, title from articles where locale = ${language} order by published_at desc, id desc limit 3`,
    );
    const page = await product.open('/', { as: 'stranger', language });
    const region = page.getByRole('region', { name: words[language].newest });
    await waitUntil(
      'the start page to be renewed',
      async () => {
        await page.goto(inLanguage(language, '/'));
        return (await region.getByRole('listitem').count()) === newest.length ? true : undefined;
      },
      selfHealingMilliseconds,
    );
    expect(await region.getByRole('heading', { level: 3 }).allTextContents()).toEqual(
      newest.map(({ title }) => title),
    );
    const titles = await region.getByRole('heading', { level: 3 }).getByRole('link').all();
    const hrefs = await Promise.all(titles.map((title) => title.getAttribute('href')));
    expect(hrefs).toEqual(newest.map(({ id }) => inLanguage(language, `/articles/${id}`)));
    await page.context().close();
  },
);
