import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of the page, as it is served. */
export interface PageFile {
  readonly type: string;
  readonly body: string;
}

const folder = join(import.meta.dirname, 'assets');

/** Colours, typefaces and the ground rules are the product's own, so that both look as one. */
const product = join(import.meta.dirname, '../../app-src/src/app/globals.css');

/** What the page adds, in the order in which it counts. */
const looks = ['frame', 'figures', 'charts', 'topology', 'tables'] as const;

/** Reads everything that the page loads, once: it is served also while the disk does not answer. */
export async function pageFiles(): Promise<ReadonlyMap<string, PageFile>> {
  const own = (file: string) => readFile(join(folder, file), 'utf8');
  const styles = [readFile(product, 'utf8'), ...looks.map((name) => own(`look/${name}.css`))];
  return new Map([
    ['/look.css', { type: 'text/css; charset=utf-8', body: (await Promise.all(styles)).join('\n') }],
    ['/follow.js', { type: 'text/javascript; charset=utf-8', body: await own('follow.js') }],
    ['/icon.svg', { type: 'image/svg+xml', body: await own('icon.svg') }],
  ]);
}
