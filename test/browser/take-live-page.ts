import sharp from 'sharp';
import { launchBrowser } from './browser.ts';
import { visitor } from './visitors.ts';

// Takes a picture of the live page of a platform that runs, or of a drill once the page says some text:
//   node test/browser/take-live-page.ts http://localhost:8081 docs/images/live-page.webp [TEXT]
// Look at it before it is committed.

const [origin, file, text] = process.argv.slice(2);
if (origin === undefined || !URL.canParse(origin) || file === undefined) {
  throw new Error('Say where the live page is, and the file to write.');
}
const browser = await launchBrowser();
try {
  const page = await visitor(browser, { origin });
  await page.goto('/');
  await page.locator('#parts tr').first().waitFor();
  if (text !== undefined) await page.getByText(text).first().waitFor({ timeout: 600_000 });
  await page.waitForTimeout(3_000);
  const { y } = (await page.locator('#parts-title').boundingBox()) ?? { y: 1_200 };
  // Down to the drawing; the tables below are words that the picture has no room for.
  const picture = await page.screenshot({
    fullPage: true,
    clip: { x: 0, y: 0, width: 1_280, height: y - 10 },
  });
  await sharp(picture).webp({ quality: 86, smartSubsample: true }).toFile(file);
} finally {
  await browser.close();
}
