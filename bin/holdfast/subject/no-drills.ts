import type { Assessment } from '../../../lib/assessment/model.ts';

/** What drills measured, as an assessment takes it in. */
export interface Drills {
  /** Measured assumptions in place of the defaults, by id. */
  readonly assumptions: Readonly<Record<string, number>>;
  /** The assessment with the measured times beside the predicted ones. */
  readonly beside: (assessment: Assessment) => Assessment;
}

export const NO_DRILLS: Drills = { assumptions: {}, beside: (assessment) => assessment };
