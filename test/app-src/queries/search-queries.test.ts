import { randomUUID } from 'node:crypto';
import { articles } from '../../../app-src/src/database/schema/index.ts';
import type { Locale } from '../../../app-src/src/i18n/locales.ts';
import { findArticle, newestArticles } from '../../../app-src/src/knowledge/article-queries.ts';
import { search } from '../../../app-src/src/knowledge/search-queries.ts';
import { articleSearchVector } from '../../../app-src/src/knowledge/search-vector.ts';
import { makeCustomer, makeProposal } from './sales-rows.ts';
import { TestDatabase, twoTeams } from './test-database.ts';

let db: TestDatabase;

beforeAll(async () => {
  db = await TestDatabase.start();
  await twoTeams(db);
  await makeArticle('en', 'Pricing for retailers', 'What shops pay', 'They were running several migrations.');
  await makeArticle('en', 'Security questions', 'What banks ask', 'A word about pricing at the end.');
  await makeArticle('zh-TW', '雲端服務導入指南', '給製造業的建議', '先從一個據點開始，再擴大範圍。');
  await makeProposal(db, await makeCustomer(db, 'north', 'Acme Robotics'), { title: 'Cloud pricing' });
  await makeCustomer(db, 'south', 'Acme Secret');
}, 60_000);

afterAll(async () => {
  await db?.remove();
});

async function makeArticle(locale: Locale, title: string, summary: string, body: string): Promise<void> {
  const text = { locale, title, summary, body };
  await db.orm.insert(articles).values({
    ...{ id: randomUUID(), topic: 'Sales', publishedAt: new Date('2026-01-01T00:00:00Z') },
    ...{ ...text, search: articleSearchVector(text) },
  });
}

const find = (query: string, locale: Locale = 'en', teamId = 'north') =>
  search(db.orm, { teamId, locale, query });

async function titles(query: string, locale: Locale = 'en'): Promise<string[]> {
  return (await find(query, locale)).articles.map(({ title }) => title);
}

describe('searching articles', () => {
  it('ranks a word in the title above one in the text', async () => {
    expect(await titles('pricing')).toEqual(['Pricing for retailers', 'Security questions']);
  });

  it.each(['run migration', 'MIGRATED', 'retail'])('finds English by its stems: %s', async (query) => {
    expect(await titles(query)).toEqual(['Pricing for retailers']);
  });

  it.each(['雲端', '服務導入', '雲端服務', '製造業', '據點', '導入 雲端', '擴大範圍'])(
    'finds Chinese wherever its words are parted: %s',
    async (query) => {
      expect(await titles(query, 'zh-TW')).toEqual(['雲端服務導入指南']);
    },
  );

  it('finds in one language at a time, and nothing that lacks a word', async () => {
    expect(await titles('雲端')).toEqual([]);
    expect(await titles('雲端 火箭', 'zh-TW')).toEqual([]);
    expect(await titles('pricing rockets')).toEqual([]);
  });
});

describe('searching customers and proposals', () => {
  it('finds those of the team', async () => {
    const found = await find('acm');
    expect(found.customers.map(({ name }) => name)).toEqual(['Acme Robotics']);
    expect((await find('cloud')).proposals).toMatchObject([{ title: 'Cloud pricing', status: 'draft' }]);
  });

  it('finds none of another team', async () => {
    const found = await find('acme cloud', 'en', 'south');
    expect(found.proposals).toEqual([]);
    expect((await find('acme', 'en', 'south')).customers.map(({ name }) => name)).toEqual(['Acme Secret']);
  });
});

describe('hostile words', () => {
  it.each([
    "'; drop table articles; --",
    "pricing' & 'x",
    '!pricing | ( <-> & :*',
    '\\ \\\\ \' "" `',
    '\u0000pricing\u0000',
    '\ud800 half a character',
    'a'.repeat(10_000),
    'pricing '.repeat(1_250),
    '"><script>alert(1)</script>',
    '%_%',
    '',
    '   ',
    '。，！',
    'the and of',
  ])('are words or nothing, never operators: %p', async (query) => {
    await expect(find(query)).resolves.toMatchObject({ query });
    expect(await titles('pricing')).toHaveLength(2);
  });
});

describe('articles', () => {
  it('are listed newest first in a language, and found with their text', async () => {
    const [newest] = await newestArticles(db.orm, { locale: 'zh-TW', limit: 5 });
    expect(newest).toMatchObject({ title: '雲端服務導入指南', publishedAt: '2026-01-01T00:00:00.000Z' });
    expect(await newestArticles(db.orm, { locale: 'en', limit: 1 })).toHaveLength(1);
    expect(await findArticle(db.orm, { id: newest?.id ?? '' })).toEqual({
      ...newest,
      body: '先從一個據點開始，再擴大範圍。',
    });
    expect(await findArticle(db.orm, { id: randomUUID() })).toBeUndefined();
  });
});
