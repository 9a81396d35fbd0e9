import type { LaunchedChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import desktopConfig from 'lighthouse/core/config/desktop-config.js';
import type { Form } from './visits.ts';

/** One run of Lighthouse. */
export interface Measurement {
  /** From 0 to 100 by category. */
  readonly scores: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly largestContentfulPaint: number;
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
 * Loads a page as Lighthouse does, with its own settings for the device, and a fresh cache.
 * @throws when the page did not load, or another one came in its place
 */
export async function measure({ chrome, url, form }: MeasureOptions): Promise<Measurement> {
  const flags = {
    port: chrome.port,
    logLevel: 'error' as const,
  };
  const result = await lighthouse(url, flags, form === 'desktop' ? desktopConfig : undefined);
  if (result === undefined || result.lhr.runtimeError) {
    throw new Error(`Lighthouse could not load ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
  }
  const { lhr } = result;
  if (lhr.finalDisplayedUrl !== url) {
    throw new Error(`${url} led to ${lhr.finalDisplayedUrl}: that page was measured instead.`);
  }
  const metric = (id: string): number => lhr.audits[id]?.numericValue ?? Number.NaN;
  return {
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
