import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** Kilobytes (1,000 bytes, gzip) of scripts that a page may load before it can be used. */
export interface Budgets {
  /** Of pages that are open to everyone. */
  readonly site: number;
  /** Of pages behind the sign-in. */
  readonly app: number;
}

/**
 * Next.js and React are 135 kB of each page. What is ours was 13 kB on the heaviest open page and 24 kB on the heaviest other page
 * when these limits were set; they leave each 3 kB to grow, so that a library which slips in is noticed.
 */
export const budgets: Budgets = { site: 152, app: 162 };

/** The pages of the smaller budget. */
const siteRoutes = ['/[locale]', '/[locale]/sign-in', '/_global-not-found', '/_not-found'];

/** Words that stay in minified code, of what is loaded only when an editor is opened. */
const deferred = [{ name: 'the text editor (ProseMirror)', mark: 'ProseMirror' }];

/** What a page loads first. */
export interface RouteSize {
  readonly route: string;
  /** Bytes after gzip. */
  readonly bytes: number;
  readonly limitBytes: number;
  readonly chunks: readonly string[];
}

export interface BundleReport {
  readonly routes: readonly RouteSize[];
  /** Chunks with what must be loaded later, by its name. */
  readonly deferred: Readonly<Record<string, readonly string[]>>;
  /** What breaks a budget, each a sentence; none when all hold. */
  readonly breaches: readonly string[];
}

interface RouteStats {
  readonly route: string;
  readonly firstLoadChunkPaths: readonly string[];
}

/**
 * Weighs the scripts of a finished build and leaves the result in `.next/bundle-report.json`.
 * @throws with every breach when a budget is broken
 */
export async function checkBudgets(appFolder: string, limits: Budgets = budgets): Promise<BundleReport> {
  const report = await weigh(appFolder, limits);
  const file = path.join(appFolder, '.next/bundle-report.json');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(report, undefined, 2)}\n`);
  if (report.breaches.length > 0) {
    throw new Error(`The build breaks its budgets (build/budgets.ts):\n- ${report.breaches.join('\n- ')}`);
  }
  return report;
}

async function weigh(appFolder: string, limits: Budgets): Promise<BundleReport> {
  const stats = await routeStats(appFolder);
  const sizes = new Map<string, number>();
  for (const chunk of new Set(stats.flatMap(({ firstLoadChunkPaths }) => firstLoadChunkPaths))) {
    sizes.set(chunk, gzipSync(await readFile(path.join(appFolder, chunk)), { level: 9 }).byteLength);
  }
  const routes = stats.map(({ route, firstLoadChunkPaths }) => ({
    route,
    bytes: firstLoadChunkPaths.reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0),
    limitBytes: 1_000 * (siteRoutes.includes(route) ? limits.site : limits.app),
    chunks: firstLoadChunkPaths,
  }));
  const later = await deferredChunks(appFolder);
  return { routes, deferred: later, breaches: [...heavy(routes), ...early(routes, later)] };
}

function heavy(routes: readonly RouteSize[]): string[] {
  return routes
    .filter(({ bytes, limitBytes }) => bytes > limitBytes)
    .map(
      ({ route, bytes, limitBytes }) =>
        `${route} loads ${kilobytes(bytes)} of scripts first, more than its ${kilobytes(limitBytes)}: load what it shows later with next/dynamic, or find a smaller library.`,
    );
}

function early(routes: readonly RouteSize[], later: BundleReport['deferred']): string[] {
  return Object.entries(later).flatMap(([name, chunks]) => {
    if (chunks.length === 0) {
      return [
        `No script holds ${name}: its mark in build/budgets.ts no longer fits, so nothing is known of it.`,
      ];
    }
    return routes
      .filter((route) => route.chunks.some((chunk) => chunks.includes(chunk)))
      .map(({ route }) => `${route} loads ${name} first: import it with next/dynamic where it is opened.`);
  });
}

async function deferredChunks(appFolder: string): Promise<Record<string, string[]>> {
  const folder = '.next/static/chunks';
  const files = await readdir(path.join(appFolder, folder), { recursive: true });
  const found: Record<string, string[]> = Object.fromEntries(deferred.map(({ name }) => [name, []]));
  for (const file of files.filter((name) => name.endsWith('.js')).sort()) {
    const text = await readFile(path.join(appFolder, folder, file), 'utf8');
    for (const { name } of deferred.filter(({ mark }) => text.includes(mark))) {
      found[name]?.push(`${folder}/${file}`);
    }
  }
  return found;
}

async function routeStats(appFolder: string): Promise<RouteStats[]> {
  const file = path.join(appFolder, '.next/diagnostics/route-bundle-stats.json');
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(
      `${file} is missing: build with "next build", which writes it, before its budgets are checked.`,
    );
  });
  return JSON.parse(text) as RouteStats[];
}

export function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}
