import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import { escapeText } from '../load/report/chart.ts';
import { launchBrowser } from './browser.ts';

// Makes a picture of what a command has printed, with its colours:
//   script -qec 'npx holdfast status' /dev/null | node test/browser/terminal-picture.ts '$ npx holdfast status' docs/images/status.webp

const [prompt, file] = process.argv.slice(2);
if (prompt === undefined || file === undefined) {
  throw new Error(
    'Say the command line to show and the file to write, and give the output on standard input.',
  );
}

/** SGR colour codes as a dark terminal shows them; 1 is bold. */
const looks: Readonly<Record<string, string>> = {
  '1': 'font-weight: 700',
  '31': 'color: #ff9d90',
  '32': 'color: #63cda6',
  '33': 'color: #f1c766',
  '36': 'color: #7fc7e8',
  '90': 'color: #a6b2aa',
};

/** Text with escape sequences for colours as markup; other sequences vanish. */
function coloured(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a terminal is told by
  const pieces = output.replaceAll('\r', '').split(/\u001b\[([\d;?]*)([A-Za-z])/);
  let style = '';
  return pieces
    .map((piece, index) => {
      if (index % 3 === 0) return `<span style="${style}">${escapeText(piece)}</span>`;
      if (index % 3 === 1 && pieces[index + 1] === 'm') {
        style = piece
          .split(';')
          .map((code) => looks[code] ?? '')
          .join(';');
      }
      return '';
    })
    .join('');
}

const markup = `<!doctype html><meta charset="utf-8"><body style="margin: 0; background: transparent">
<pre style="display: inline-block; margin: 0; padding: 20px 24px; border-radius: 12px; background: #0f1512; color: #edf2ed; font: 14px/1.5 'DejaVu Sans Mono', monospace"><span style="color: #a6b2aa">${escapeText(prompt)}</span>
${coloured((await text(process.stdin)).trim())}</pre>`;
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1200 }, deviceScaleFactor: 1.5 });
  await page.setContent(markup);
  const picture = await page.locator('pre').screenshot({ omitBackground: true });
  await sharp(picture).webp({ quality: 90, smartSubsample: true }).toFile(file);
} finally {
  await browser.close();
}
