import { spread } from '../bench/statistics.ts';
import type { Measurement } from './measure.ts';
import type { Visit } from './visits.ts';

/**
 * What every category must be above: the requirement of the product. One floor for all, because a page that reads well and answers late, or
 * the other way round, is no good page.
 */
export const floor = 95;

/** The medians of all runs of one visit. */
export interface Outcome extends Pick<Visit, 'page' | 'form' | 'language'> {
  readonly path: string;
  readonly runs: number;
  readonly scores: Readonly<Record<string, number>>;
  /** The lowest and highest score in performance, the only category that differs from run to run. */
  readonly performanceRange: readonly [lowest: number, highest: number];
  readonly largestContentfulPaintMilliseconds: number;
  /** With the slowness of a phone applied instead of simulated. */
  readonly slowedLargestContentfulPaintMilliseconds?: {
    readonly median: number;
    readonly highest: number;
  };
  readonly totalBlockingTimeMilliseconds: number;
  readonly cumulativeLayoutShift: number;
  readonly benchmarkIndex: number;
  /** What took points in any run. */
  readonly findings: readonly string[];
}

/** A category whose median is not above the floor. */
export interface Miss {
  readonly outcome: Outcome;
  readonly category: string;
  readonly score: number;
}

/** @throws RangeError without a run */
export function outcomeOf(
  visit: Omit<Visit, 'path'> & { readonly path: string },
  runs: readonly Measurement[],
): Outcome {
  const median = (value: (run: Measurement) => number) => spread(runs.map(value)).median;
  const categories = Object.keys(runs[0]?.scores ?? {});
  const slowed = runs.flatMap(({ slowedLargestContentfulPaint: milliseconds }) => milliseconds ?? []);
  const paint = slowed.length > 0 && spread(slowed);
  const performance = spread(runs.map(({ scores }) => scores.performance ?? 0));
  return {
    page: visit.page,
    form: visit.form,
    language: visit.language,
    path: visit.path,
    runs: runs.length,
    scores: Object.fromEntries(
      categories.map((category) => [category, median(({ scores }) => scores[category] ?? 0)]),
    ),
    performanceRange: [performance.min, performance.max],
    largestContentfulPaintMilliseconds: Math.round(median((run) => run.largestContentfulPaint)),
    ...(paint && {
      slowedLargestContentfulPaintMilliseconds: {
        median: Math.round(paint.median),
        highest: Math.round(paint.max),
      },
    }),
    totalBlockingTimeMilliseconds: Math.round(median((run) => run.totalBlockingTime)),
    cumulativeLayoutShift: Math.round(median((run) => run.cumulativeLayoutShift) * 1_000) / 1_000,
    benchmarkIndex: Math.round(median((run) => run.benchmarkIndex)),
    findings: [...new Set(runs.flatMap(({ findings }) => findings))],
  };
}

export function missesOf(outcomes: readonly Outcome[]): Miss[] {
  return outcomes.flatMap((outcome) =>
    Object.entries(outcome.scores)
      .filter(([, score]) => !(score > floor))
      .map(([category, score]) => ({ outcome, category, score })),
  );
}
