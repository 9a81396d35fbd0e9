import type { Dashboard } from './dashboard.ts';

/** The figures above the chart. */
export interface PipelineFigures {
  readonly openCount: number;
  readonly openCents: number;
  readonly wonCount: number;
  readonly wonCents: number;
  /** Won and lost together. */
  readonly decidedCount: number;
  /** From 0 to 1; `undefined` while nothing is decided. */
  readonly winRate: number | undefined;
}

/** Sums the pipeline up. Values are in cents of US dollars. */
export function pipelineFigures(pipeline: Dashboard['pipeline']): PipelineFigures {
  const figures = { openCount: 0, openCents: 0, wonCount: 0, wonCents: 0, decidedCount: 0 };
  for (const { status, count, valueCents } of pipeline) {
    if (status === 'won' || status === 'lost') {
      figures.decidedCount += count;
    } else {
      figures.openCount += count;
      figures.openCents += valueCents;
    }
    if (status === 'won') {
      figures.wonCount = count;
      figures.wonCents = valueCents;
    }
  }
  return {
    ...figures,
    winRate: figures.decidedCount === 0 ? undefined : figures.wonCount / figures.decidedCount,
  };
}
