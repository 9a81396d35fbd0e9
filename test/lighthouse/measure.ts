import type { LaunchedChrome } from 'chrome-launcher';
import lighthouse, { type Flags, type Result } from 'lighthouse';
import desktopConfig from 'lighthouse/core/config/desktop-config.js';
import type { Form } from './visits.ts';

/** One run of Lighthouse. */
export interface Measurement {
  /** From 0 to 100 by category. */
  readonly scores: Readonly<Record<string, number>>;
  /** Milliseconds, as Lighthouse computes them for a phone from a load at full speed. */
  readonly largestContentfulPaint: number;
  /** Milliseconds of a further load with the network and the processor really slowed. Only of a phone. */
  readonly slowedLargestContentfulPaint?: number;
  /** Milliseconds. */
  readonly totalBlockingTime: number;
  readonly cumulativeLayoutShift: number;
  /** Speed of the machine at that moment, as Lighthouse tells it: about 1,500 on a laptop that has nothing else to do. */
  readonly benchmarkIndex: number;
  /** What took points, each a sentence. */
  readonly findings: readonly string[];
}

export interface MeasureOptions {
  readonly chrome: LaunchedChrome;
  readonly url: string;
  readonly form: Form;
}

/**
 * Loads a page as Lighthouse does, with its own settings for the device, and a fresh cache. The page of a phone is loaded once more with the
 * slowness applied: in the simulation everything that came before the paint delays it, and without any latency that is nearly every script.
 *
 * @throws when the page did not load, or another one came in its place
 */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const lhr = await load(options);
  const metric = (id: string): number => lhr.audits[id]?.numericValue ?? Number.NaN;
  return {
    ...(options.form === 'mobile' && { slowedLargestContentfulPaint: await slowed(options) }),
    scores: Object.fromEntries(
      Object.entries(lhr.categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]),
    ),
    largestContentfulPaint: metric('largest-contentful-paint'),
    totalBlockingTime: metric('total-blocking-time'),
    cumulativeLayoutShift: metric('cumulative-layout-shift'),
    benchmarkIndex: lhr.environment.benchmarkIndex,
    findings: Object.values(lhr.categories).flatMap(({ id: category, auditRefs }) =>
      auditRefs.flatMap(({ id, weight }) => {
        const audit = lhr.audits[id];
        return audit !== undefined && weight > 0 && audit.score !== null && audit.score < 0.9
          ? [`${category}: ${audit.title}${audit.displayValue ? ` (${audit.displayValue})` : ''}`]
          : [];
      }),
    ),
  };
}

async function slowed(options: MeasureOptions): Promise<number> {
  const paint = 'largest-contentful-paint';
  const lhr = await load(options, { throttlingMethod: 'devtools', onlyAudits: [paint] });
  return lhr.audits[paint]?.numericValue ?? Number.NaN;
}

async function load({ chrome, url, form }: MeasureOptions, settings: Flags = {}): Promise<Result> {
  const flags: Flags = { port: chrome.port, logLevel: 'error', ...settings };
  const result = await lighthouse(url, flags, form === 'desktop' ? desktopConfig : undefined);
  if (result === undefined || result.lhr.runtimeError) {
    throw new Error(`Lighthouse could not load ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
  }
  if (result.lhr.finalDisplayedUrl !== url) {
    throw new Error(`${url} led to ${result.lhr.finalDisplayedUrl}: that page was measured instead.`);
  }
  return result.lhr;
}
