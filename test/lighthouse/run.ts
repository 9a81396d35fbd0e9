import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import type { LaunchedChrome } from 'chrome-launcher';
import { step } from '../../bin/setup/progress.mjs';
import { inLanguage } from '../browser/visitors.ts';
import { browserName, goesFirst, launchChromium, setCookies } from './chromium.ts';
import { type Measurement, measure } from './measure.ts';
import { HELP, type LighthouseOptions, parseOptions, UsageError } from './options.ts';
import { floor, missesOf, type Outcome, outcomeOf } from './outcome.ts';
import { type LighthouseReport, markdown, sentence } from './report.ts';
import { serveProduct } from './served-product.ts';
import { visits } from './visits.ts';

const root = path.resolve(import.meta.dirname, '../..');
const reports = path.join(root, 'docs/reports');

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(args);
    if (options.help) {
      process.stdout.write(HELP);
      return 0;
    }
    return await lighthouse(options);
  } catch (error) {
    console.error(error instanceof UsageError ? error.message : error);
    return 2;
  }
}

async function lighthouse(options: LighthouseOptions): Promise<number> {
  // The runner, with the app and its stores, which it starts; the browser is a session of its own.
  if (options.first) goesFirst(process);
  const start = step('Build the app, start it on its stores, and sign in');
  const product = await serveProduct();
  start.done();
  const chrome = await launchChromium();
  try {
    const first = options.first && goesFirst(chrome);
    const outcomes = await measureAll(options, product, chrome);
    const report: LighthouseReport = {
      lighthouse: version('lighthouse'),
      browser: await browserName(chrome),
      machine: {
        node: process.version,
        cpu: cpus()[0]?.model ?? 'unknown',
        cpus: cpus().length,
        loadAverage: loadavg()[2] ?? Number.NaN,
        browserGoesFirst: first,
      },
      floor,
      outcomes,
    };
    const misses = missesOf(outcomes);
    const document = markdown(report, misses);
    if (options.pages === undefined && options.forms === undefined) {
      await mkdir(reports, { recursive: true });
      await writeFile(path.join(reports, 'lighthouse.json'), `${JSON.stringify(report, undefined, 2)}\n`);
      await writeFile(path.join(reports, 'lighthouse.md'), document);
    }
    process.stdout.write(document);
    for (const miss of misses) console.error(`Not above ${floor}: ${sentence(miss)}`);
    return misses.length === 0 ? 0 : 1;
  } finally {
    chrome.kill();
    await product.stop();
  }
}

/** Goes round all pages, once for each run, so that what else the machine does in a while falls upon one run of every page. */
async function measureAll(
  options: LighthouseOptions,
  { origin, cookies, ids }: Awaited<ReturnType<typeof serveProduct>>,
  chrome: LaunchedChrome,
): Promise<Outcome[]> {
  const wanted = visits(options).map((visit) => ({
    ...visit,
    path: inLanguage(visit.language, visit.path(ids)),
    runs: [] as Measurement[],
  }));
  for (let run = 1; run <= options.runs; run += 1) {
    for (const visit of wanted) {
      const line = step(`Run ${run} of ${options.runs}: ${visit.page}, ${visit.language}, ${visit.form}`);
      await setCookies(chrome, visit.member ? cookies : []);
      const measured = await measure({ chrome, url: origin + visit.path, form: visit.form });
      visit.runs.push(measured);
      line.done(Object.values(measured.scores).join(' '));
    }
  }
  return wanted.map((visit) => outcomeOf(visit, visit.runs));
}

function version(name: string): string {
  const file = path.join(root, 'node_modules', name, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
