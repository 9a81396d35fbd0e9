import { eq, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { proposals } from '../database/schema/index.ts';
import { proposalStatuses } from '../proposals/proposal.ts';
import { listProposals } from '../proposals/proposal-queries.ts';
import type { Dashboard } from './dashboard.ts';
import { toUsDollarCents } from './exchange-rates.ts';

const recentLimit = 10;

/** Two statements side by side: the pipeline's sums and the last changed proposals. */
export async function readDashboard(orm: Orm, { teamId }: { readonly teamId: string }): Promise<Dashboard> {
  const [pipeline, { items: recent }] = await Promise.all([
    readPipeline(orm, teamId),
    listProposals(orm, { teamId, limit: recentLimit }),
  ]);
  return { pipeline, recent };
}

/** Sums the team's part of `proposals_team_pipeline`, which holds all four columns: the table itself is not read. */
async function readPipeline(orm: Orm, teamId: string): Promise<Dashboard['pipeline']> {
  const sums = await orm
    .select({
      status: proposals.status,
      currency: proposals.currency,
      count: sql<number>`count(*)`.mapWith(Number),
      valueCents: sql<number>`sum(${proposals.valueCents})`.mapWith(Number),
    })
    .from(proposals)
    .where(eq(proposals.teamId, teamId))
    .groupBy(proposals.status, proposals.currency);
  return proposalStatuses.map((status) => {
    const ofStatus = sums.filter((sum) => sum.status === status);
    return {
      status,
      count: total(ofStatus.map(({ count }) => count)),
      valueCents: total(ofStatus.map(({ valueCents, currency }) => toUsDollarCents(valueCents, currency))),
    };
  });
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
