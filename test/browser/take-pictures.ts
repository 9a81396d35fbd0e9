import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { launchBrowser } from './browser.ts';
import { type MadeUpAnswers, madeUpAnswers } from './made-up-answers.ts';
import { inLanguage, type Language, languages } from './visitors.ts';

// Takes the pictures of the start page from the product itself, with made-up answers of the API:
//   node test/browser/take-pictures.ts http://localhost:3000
// Look at them before they are committed.

const folder = path.resolve(import.meta.dirname, '../../app-src/src/home/pictures');
const size = { width: 960, height: 640 };
/** Device pixels of the source; browsers get smaller ones made from it. */
const density = 1.75;
const largestBytes = 150_000;

const [origin] = process.argv.slice(2);
if (origin === undefined || !URL.canParse(origin)) {
  throw new Error('Say where the app runs: node test/browser/take-pictures.ts http://localhost:3000');
}
await mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  for (const language of languages) {
    const answers = madeUpAnswers(language, Date.now());
    const screens = {
      dashboard: '/dashboard',
      search: `/search?q=${encodeURIComponent(answers.search.query)}`,
      editor: `/proposals/${answers.proposal.id}/edit`,
    };
    for (const [name, address] of Object.entries(screens)) {
      await take(name, inLanguage(language, address), language, answers);
    }
  }
} finally {
  await browser.close();
}

async function take(name: string, address: string, language: Language, answers: MadeUpAnswers) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: density,
    locale: language,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await answerWith(page, answers);
  await page.goto(origin + address, { waitUntil: 'networkidle' });
  await page.locator('main [aria-busy="true"]').first().waitFor({ state: 'detached' });
  const picture = await sharp(await page.screenshot())
    .webp({ quality: 88, smartSubsample: true })
    .toBuffer();
  if (picture.byteLength > largestBytes) {
    throw new Error(`The picture of ${address} has ${picture.byteLength} bytes, more than ${largestBytes}.`);
  }
  await writeFile(path.join(folder, `${name}.${language}.webp`), picture);
  console.log(`${name}.${language}.webp: ${Math.round(picture.byteLength / 1_000)} kB`);
  await context.close();
}

async function answerWith(page: Page, { dashboard, search, proposal }: MadeUpAnswers): Promise<void> {
  await page.route('**/api/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/api/me') return route.fulfill({ json: { id: proposal.author.id } });
    if (pathname === '/api/dashboard') return route.fulfill({ json: dashboard });
    if (pathname === '/api/search') return route.fulfill({ json: search });
    if (pathname.endsWith('/versions')) return route.fulfill({ json: [] });
    if (pathname.endsWith('/draft')) return route.fulfill({ status: 204 });
    if (pathname === `/api/proposals/${proposal.id}`) return route.fulfill({ json: proposal });
    return route.fulfill({ status: 204 });
  });
}
