import { z } from 'zod';
import { proposalStatuses, proposalSummary } from '../proposals/proposal.ts';

export const dashboard = z
  .object({
    /** One entry per status, in the order of the pipeline, zero where there is none. Values in US-dollar cents, other currencies converted at fixed rates. */
    pipeline: z.array(z.object({ status: z.enum(proposalStatuses), count: z.int(), valueCents: z.int() })),
    recent: z.array(proposalSummary).max(10),
  })
  .meta({ id: 'Dashboard' });

export type Dashboard = z.infer<typeof dashboard>;
