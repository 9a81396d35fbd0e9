import { eq } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { customers, proposals, users } from '../database/schema/index.ts';
import type { ProposalSummary } from './proposal.ts';

/** The columns of a {@link ProposalSummary}. */
export const summaryColumns = {
  id: proposals.id,
  title: proposals.title,
  status: proposals.status,
  valueCents: proposals.valueCents,
  currency: proposals.currency,
  customer: { id: customers.id, name: customers.name },
  author: { id: users.id, name: users.name },
  version: proposals.version,
  createdAt: proposals.createdAt,
  updatedAt: proposals.updatedAt,
};

/** Customer and author come in the same statement, each by its primary key. */
export function selectSummaries(orm: Orm) {
  return orm
    .select(summaryColumns)
    .from(proposals)
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .innerJoin(users, eq(users.id, proposals.authorId));
}

type SummaryRow = Awaited<ReturnType<typeof selectSummaries>>[number];

export function toSummary(row: SummaryRow): ProposalSummary {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
