import type { Locator, Page } from 'playwright-core';
import type { CustomerPage } from '../../app-src/src/customers/customer.ts';
import type { Proposal, ProposalVersion, RichText } from '../../app-src/src/proposals/proposal.ts';
import { plainText } from '../../app-src/src/proposals/rich-text/text-node.ts';
import { waitUntil } from '../services/wait-until.ts';
import { axeViolations } from './axe.ts';
import { Product } from './product.ts';
import { devices, type Language, languages } from './visitors.ts';

/** What the tests look for, in each language. */
const words = {
  en: {
    text: 'Text of the proposal',
    title: 'Title',
    unavailable: /cannot save at the moment.+kept in this browser/,
    offline: /You are offline/,
    restored: /Your unsaved text from .+ is back/,
    conflict: /saved another version/,
    keepMine: 'Keep mine as a new version',
    takeTheirs: 'Take theirs',
    start: 'Write a draft',
    stop: 'Stop',
    insert: 'Insert at the cursor',
    byModel: 'Written by the AI model',
    byTemplate: /Put together from templates/,
    queued: /Your request is queued/,
    draft: 'Draft',
    bold: 'Bold',
    link: 'Link',
  },
  'zh-TW': {
    text: '提案內容',
    title: '標題',
    unavailable: /服務目前無法儲存。內容已保留在這個瀏覽器/,
    offline: /您目前離線/,
    restored: /已還原您.+尚未儲存的內容/,
    conflict: /儲存了另一個版本/,
    keepMine: '將我的內容存成新版本',
    takeTheirs: '採用對方的版本',
    start: '產生草稿',
    stop: '停止',
    insert: '插入游標位置',
    byModel: '由 AI 模型撰寫',
    byTemplate: /由範本與知識文章整理而成/,
    queued: /已將您的需求排入佇列/,
    draft: '草稿',
    bold: '粗體',
    link: '連結',
  },
} as const satisfies Record<Language, object>;

let product: Product;
let customerId: string;

beforeAll(async () => {
  product = await Product.start();
  const customers = await product.ask<CustomerPage>('/api/customers?limit=1');
  customerId = customers.items[0]?.id ?? '';
}, 300_000);

afterAll(() => product?.stop());

afterEach(() => product.fault({}));

function textOf(...paragraphs: string[]): RichText {
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  };
}

/** A proposal of its own for a test, with a text in its second version. */
async function newProposal(text = 'The first words.'): Promise<Proposal> {
  const { id } = await product.ask<Proposal>('/api/proposals', {
    method: 'POST',
    body: { title: 'A proposal to write', customerId },
  });
  return save(id, 1, text);
}

function save(id: string, baseVersion: number, text: string): Promise<Proposal> {
  return product.ask<Proposal>(`/api/proposals/${id}`, {
    method: 'PATCH',
    body: { baseVersion, content: textOf(text) },
  });
}

async function saved(id: string): Promise<string> {
  return plainText((await product.ask<Proposal>(`/api/proposals/${id}`)).content);
}

function paper(page: Page, language: Language = 'en'): Locator {
  return page.getByRole('textbox', { name: words[language].text });
}

async function write(page: Page, text: string, language: Language = 'en'): Promise<void> {
  await paper(page, language).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function state(page: Page, wanted: string): Promise<void> {
  await page.locator(`[data-save-state="${wanted}"]`).waitFor({ timeout: 30_000 });
}

/** What the browser keeps of unsaved texts. */
function keptTexts(page: Page): Promise<string[]> {
  return page.evaluate(
    `Object.entries(localStorage).filter(([key]) => key.startsWith('holdfast:draft:')).map(([, value]) => value)`,
  );
}

test.each(languages)(
  'in %s: what is written is saved by itself, once, and read on the page',
  async (language) => {
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await write(page, ' And these too.', language);
    await page.getByRole('textbox', { name: words[language].title, exact: true }).fill('Renamed');
    await state(page, 'saved');
    const proposal = await product.ask<Proposal>(`/api/proposals/${id}`);
    expect(plainText(proposal.content)).toBe('The first words. And these too.');
    expect(proposal.title).toBe('Renamed');
    expect(await keptTexts(page)).toEqual([]);
    const versions = await product.ask<ProposalVersion[]>(`/api/proposals/${id}/versions`);
    expect(versions.length).toBeLessThanOrEqual(4);
    await page.goto(`${language === 'en' ? '' : `/${language}`}/proposals/${id}`);
    await page.getByText('The first words. And these too.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor();
    await page.context().close();
  },
);

test.each(languages)(
  'in %s: PostgreSQL dies while writing: the text is kept, the writer is told, and all is saved by itself after it is back',
  async (language) => {
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await paper(page, language).waitFor();
    await product.postgres.kill();
    try {
      const refused = page.waitForResponse(
        (response) => response.request().method() === 'PATCH' && response.status() === 503,
      );
      await write(page, ' Written in the outage.', language);
      expect((await refused).headers()['retry-after']).toMatch(/^\d+$/);
      await page.getByText(words[language].unavailable).waitFor();
      await state(page, 'waiting');
      // The banner about the whole service would cover what is written on a phone.
      const service = page.locator('[data-service="read-only"]');
      expect(await service.isVisible()).toBe(true);
      await page.setViewportSize(devices.phone.viewport);
      expect(await service.isVisible()).toBe(false);
      await page.setViewportSize(devices.desktop.viewport);
      await write(page, ' And more of it.', language);
      await waitUntil('the browser to keep the text', async () =>
        (await keptTexts(page)).join().includes('And more of it.') ? true : undefined,
      );
      expect(await axeViolations(page)).toEqual([]);
    } finally {
      await product.postgres.start();
    }
    await waitUntil(
      'the text to be saved by itself',
      async () =>
        (await saved(id)) === 'The first words. Written in the outage. And more of it.' ? true : undefined,
      60_000,
    );
    await state(page, 'saved');
    expect(await page.getByText(words[language].unavailable).count()).toBe(0);
    expect(await keptTexts(page)).toEqual([]);
    await page.context().close();
  },
);

test.each(languages)(
  'in %s: the browser crashes with unsaved text: it is there again, said so, and saved',
  async (language) => {
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await paper(page, language).waitFor();
    await page.route('**/api/proposals/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort('connectionfailed') : route.continue(),
    );
    await write(page, ' Nearly lost.', language);
    await state(page, 'waiting');
    // As a crash does: no farewell of the page runs.
    const again = await page.context().newPage();
    await page.close({ runBeforeUnload: false });
    await again.goto(`${language === 'en' ? '' : `/${language}`}/proposals/${id}/edit`);
    await again.getByText(words[language].restored).waitFor();
    expect(await paper(again, language).textContent()).toBe('The first words. Nearly lost.');
    await state(again, 'saved');
    expect(await saved(id)).toBe('The first words. Nearly lost.');
    await again.context().close();
  },
);

test('two tabs with unsaved text are lost together: the newer text comes back and is saved, then the older beside it', async () => {
  const { id } = await newProposal();
  const address = `/proposals/${id}/edit`;
  const first = await product.open(address);
  await first
    .context()
    .route('**/api/proposals/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort('connectionfailed') : route.continue(),
    );
  const second = await first.context().newPage();
  await second.goto(address);
  for (const [tab, text] of [
    [first, ' From the first tab.'],
    [second, ' From the second.'],
  ] as const) {
    await tab.bringToFront();
    await write(tab, text);
    await state(tab, 'waiting');
  }
  expect(await keptTexts(first)).toHaveLength(2);
  const again = await first.context().newPage();
  await first.close({ runBeforeUnload: false });
  await second.close({ runBeforeUnload: false });
  await again.context().unroute('**/api/proposals/*');

  await again.goto(address);
  await again.getByText(words.en.restored).waitFor();
  expect(await paper(again).textContent()).toBe('The first words. From the second.');
  await state(again, 'saved');
  expect(await saved(id)).toBe('The first words. From the second.');

  await again.reload();
  const conflict = again.getByRole('alert').filter({ hasText: words.en.conflict });
  await conflict.waitFor();
  expect(await conflict.textContent()).toContain('The first words. From the first tab.');
  expect(await conflict.textContent()).toContain('The first words. From the second.');
  await again.getByRole('button', { name: words.en.keepMine }).click();
  await state(again, 'saved');
  expect(await saved(id)).toBe('The first words. From the first tab.');
  expect(await keptTexts(again)).toEqual([]);
  await again.context().close();
});

test('a save whose answer is lost is not made twice', async () => {
  const { id, version } = await newProposal();
  const page = await product.open(`/proposals/${id}/edit`);
  await paper(page).waitFor();
  let lost = 0;
  await page.route('**/api/proposals/*', async (route) => {
    if (route.request().method() === 'PATCH' && lost === 0) {
      lost += 1;
      // It arrives, and its answer does not come back.
      await route.fetch();
      await route.abort('connectionreset');
    } else {
      await route.continue();
    }
  });
  await write(page, ' Once.');
  await state(page, 'waiting');
  await state(page, 'saved');
  expect(lost).toBe(1);
  const proposal = await product.ask<Proposal>(`/api/proposals/${id}`);
  expect(proposal.version).toBe(version + 1);
  expect(plainText(proposal.content)).toBe('The first words. Once.');
  await page.context().close();
});

test.each(languages)(
  'in %s: offline, writing goes on, and the network’s return saves it',
  async (language) => {
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await paper(page, language).waitFor();
    await page.context().setOffline(true);
    await write(page, ' On the train.', language);
    await page.getByText(words[language].offline).waitFor();
    await page.context().setOffline(false);
    await state(page, 'saved');
    expect(await saved(id)).toBe('The first words. On the train.');
    await page.context().close();
  },
);

test.each(languages)(
  'in %s: two people write: both texts are shown, and either choice keeps its word',
  async (language) => {
    for (const choice of ['keepMine', 'takeTheirs'] as const) {
      const { id, version } = await newProposal();
      const page = await product.open(`/proposals/${id}/edit`, { language });
      await paper(page, language).waitFor();
      await save(id, version, 'Their words.');
      await write(page, ' Mine.', language);
      await page.getByRole('heading', { name: words[language].conflict }).waitFor();
      const conflict = page.getByRole('alert').filter({ hasText: words[language].conflict });
      expect(await conflict.textContent()).toContain('Their words.');
      expect(await conflict.textContent()).toContain('The first words. Mine.');
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('button', { name: words[language][choice] }).click();
      await state(page, 'saved');
      const expected = choice === 'keepMine' ? 'The first words. Mine.' : 'Their words.';
      expect(await paper(page, language).textContent()).toBe(expected);
      const after = await product.ask<Proposal>(`/api/proposals/${id}`);
      expect(plainText(after.content)).toBe(expected);
      expect(after.version).toBe(choice === 'keepMine' ? version + 2 : version + 1);
      await write(page, ' Then more.', language);
      await waitUntil('the next save', async () =>
        (await saved(id)) === `${expected} Then more.` ? true : undefined,
      );
      await page.context().close();
    }
  },
);

test('leaving with unsaved text asks first, leaving with saved text does not', async () => {
  const { id } = await newProposal();
  const page = await product.open(`/proposals/${id}/edit`);
  await write(page, ' Saved.');
  await state(page, 'saved');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual([]);
  await page.route('**/api/proposals/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  );
  await write(page, ' Unsaved.');
  await state(page, 'waiting');
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await page.context().close();
});

test.each(languages)(
  'in %s: a draft is streamed, named by its source, and enters the text only when taken',
  async (language) => {
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await paper(page, language).waitFor();
    await page.getByRole('button', { name: words[language].start }).click();
    await page.getByText(words[language].byModel, { exact: true }).waitFor();
    const insert = page.getByRole('button', { name: words[language].insert });
    await insert.waitFor({ timeout: 20_000 });
    const region = page.getByRole('region', { name: words[language].draft, exact: true });
    const draft = (await region.textContent()) ?? '';
    expect(draft.length).toBeGreaterThan(40);
    expect(await saved(id)).toBe('The first words.');
    expect(await axeViolations(page)).toEqual([]);
    await paper(page, language).click();
    await page.keyboard.press('Control+End');
    await insert.click();
    await state(page, 'saved');
    await waitUntil('the draft to be saved', async () => {
      const text = await saved(id);
      return text.startsWith('The first words.') && text.length > draft.length / 2 ? true : undefined;
    });
    await page.context().close();
  },
);

test.each(languages)(
  'in %s: with the model down, a draft comes from templates within three seconds and the request is queued',
  async (language) => {
    await product.fault({ status: 500 });
    const { id } = await newProposal();
    const page = await product.open(`/proposals/${id}/edit`, { language });
    await paper(page, language).waitFor();
    const start = performance.now();
    await page.getByRole('button', { name: words[language].start }).click();
    await page.getByText(words[language].byTemplate).waitFor();
    expect(performance.now() - start).toBeLessThan(3_000);
    await page.getByText(words[language].queued).waitFor();
    await page.getByRole('button', { name: words[language].insert }).waitFor();
    await page.context().close();
  },
);

test('a draft can be stopped: the request ends, and nothing of it is left', async () => {
  const { id } = await newProposal();
  const page = await product.open(`/proposals/${id}/edit`);
  await paper(page).waitFor();
  // Left without an answer: the app itself answers from templates before long.
  await page.route('**/draft', () => undefined);
  const isDraft = (request: { url(): string }) => request.url().endsWith('/draft');
  const sent = page.waitForEvent('request', isDraft);
  const ended = page.waitForEvent('requestfailed', isDraft);
  await page.getByRole('button', { name: words.en.start }).click();
  await sent;
  await page.getByRole('button', { name: words.en.stop, exact: true }).click();
  expect((await ended).failure()?.errorText).toBe('net::ERR_ABORTED');
  await page.getByRole('button', { name: words.en.start }).waitFor();
  expect(await page.getByRole('button', { name: words.en.insert }).count()).toBe(0);
  await page.context().close();
});

test('the toolbar is one stop for the keyboard, moves by arrows, and formats what is selected', async () => {
  const { id } = await newProposal();
  const page = await product.open(`/proposals/${id}/edit`);
  await paper(page).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Shift+Tab');
  await page.getByRole('button', { name: words.en.bold, exact: true }).press('Enter');
  await page.getByRole('button', { name: words.en.bold, exact: true, pressed: true }).waitFor();
  await page.getByRole('button', { name: words.en.bold, exact: true }).focus();
  for (let step = 0; step < 3; step += 1) {
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: words.en.link });
  await dialog.getByRole('textbox').fill('javascript:alert(1)');
  await page.keyboard.press('Enter');
  await dialog.getByText(/complete address/).waitFor();
  await dialog.getByRole('textbox').fill('https://example.com/terms');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await state(page, 'saved');
  const { content } = await product.ask<Proposal>(`/api/proposals/${id}`);
  expect(JSON.stringify(content)).toContain('https://example.com/terms');
  expect(JSON.stringify(content)).toContain('"bold"');
  await page.context().close();
});

test('a hostile text is shown without harm, and one that the editor does not know is never emptied', async () => {
  const { id, version } = await newProposal();
  const hostile: RichText = {
    type: 'doc',
    content: [
      { type: 'script', content: [{ type: 'text', text: 'window.hit = 1' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: '<img src=x onerror="window.hit=1">' },
          {
            type: 'text',
            text: 'click',
            marks: [{ type: 'link', attrs: { href: 'javascript:window.hit=1' } }],
          },
        ],
      },
    ],
  };
  await product.ask(`/api/proposals/${id}`, {
    method: 'PATCH',
    body: { baseVersion: version, content: hostile },
  });
  const page = await product.open(`/proposals/${id}`);
  await page.getByText('<img src=x onerror="window.hit=1">').waitFor();
  expect(await page.getByRole('link', { name: 'click' }).count()).toBe(0);
  await page.goto(`/proposals/${id}/edit`);
  await page.getByText(/holds parts that the editor does not know/).waitFor();
  await page.getByRole('textbox', { name: words.en.title, exact: true }).fill('Renamed all the same');
  await state(page, 'saved');
  const after = await product.ask<Proposal>(`/api/proposals/${id}`);
  expect(after).toMatchObject({ title: 'Renamed all the same', content: hostile });
  expect(await page.evaluate('window.hit')).toBeUndefined();
  await page.context().close();
});
