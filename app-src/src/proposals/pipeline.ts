import type { ProposalStatus } from './proposal.ts';

/** How far each status is along the way of a proposal. Kept apart from the shapes of the API, whose validation no browser needs. */
const steps: Readonly<Record<ProposalStatus, number>> = { draft: 0, review: 1, sent: 2, won: 3, lost: 4 };

/** The way of a proposal, in order. */
export const pipeline = (Object.keys(steps) as ProposalStatus[]).toSorted((a, b) => steps[a] - steps[b]);

/** The status that a value names, if any. */
export function asStatus(value: string | null | undefined): ProposalStatus | undefined {
  return pipeline.find((status) => status === value);
}
