import { and, eq, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cursorCodec } from '../database/cursor.ts';
import type { Orm } from '../database/orm.ts';
import { customers, proposals } from '../database/schema/index.ts';
import { isStorable } from '../http/storable-text.ts';
import { queryTerms } from '../knowledge/search-terms.ts';
import { textSearchVector } from '../knowledge/search-vector.ts';
import { selectSummaries, toSummary } from '../proposals/proposal-summary-query.ts';
import type { Customer, CustomerPage } from './customer.ts';

export interface CustomerList {
  readonly teamId: string;
  /** Words of the name, each from its beginning; all customers when it has none. */
  readonly q?: string | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const cursors = cursorCodec(z.tuple([z.string().refine(isStorable), z.uuid()]));

/**
 * A team's customers by name, from any place on: the index `customers_team_name` is in this order. With words it is
 * `customers_team_search`, whose few rows are sorted.
 * @throws `InvalidCursor`
 */
export async function listCustomers(orm: Orm, list: CustomerList): Promise<CustomerPage> {
  const { teamId, q, cursor, limit } = list;
  const terms = q === undefined ? undefined : queryTerms(q);
  const rows = await orm
    .select({
      id: customers.id,
      name: customers.name,
      industry: customers.industry,
      city: customers.city,
      country: customers.country,
    })
    .from(customers)
    .where(
      and(
        eq(customers.teamId, teamId),
        terms === undefined ? undefined : sql`${customers.search} @@ to_tsquery('simple', ${terms})`,
        cursor === undefined ? undefined : after(cursors.read(cursor)),
      ),
    )
    .orderBy(customers.name, customers.id)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last ? { items, nextCursor: cursors.write([last.name, last.id]) } : { items };
}

function after([name, id]: [string, string]) {
  return sql`(${customers.name}, ${customers.id}) > (${name}, ${id}::uuid)`;
}

/** Proposals shown with a customer, last changed first. */
const shownProposals = 20;

export type CustomerCopy = Omit<Customer, 'freshness'> & {
  /** The CRM's own id of the account. */
  readonly crmId: string;
};

/** The customer by its primary key and its last proposals by `proposals_customer_updated`: two statements. */
export async function findCustomer(
  orm: Orm,
  { teamId, id }: { readonly teamId: string; readonly id: string },
): Promise<CustomerCopy | undefined> {
  const [found, summaries] = await Promise.all([
    orm
      .select({
        id: customers.id,
        crmId: customers.crmId,
        name: customers.name,
        industry: customers.industry,
        city: customers.city,
        country: customers.country,
        contactName: customers.contactName,
        contactEmail: customers.contactEmail,
        annualRevenue: customers.annualRevenue,
        refreshedAt: customers.refreshedAt,
      })
      .from(customers)
      .where(and(eq(customers.id, id), eq(customers.teamId, teamId))),
    selectSummaries(orm)
      .where(and(eq(proposals.customerId, id), eq(proposals.teamId, teamId)))
      .orderBy(sql`${proposals.updatedAt} desc`, sql`${proposals.id} desc`)
      .limit(shownProposals),
  ]);
  const [customer] = found;
  return (
    customer && {
      ...customer,
      refreshedAt: customer.refreshedAt.toISOString(),
      proposals: summaries.map(toSummary),
    }
  );
}

/** What the CRM tells about an account, and when it was asked. */
export interface CrmCopy {
  readonly id: string;
  readonly name: string;
  readonly industry: string;
  readonly city: string;
  readonly country: string;
  readonly contactName: string;
  readonly contactEmail: string;
  /** US dollars. */
  readonly annualRevenue: number;
  readonly refreshedAt: Date;
}

/**
 * Keeps what the CRM told, unless something newer is kept already: answers may overtake one another.
 * @returns whether it was kept
 */
export async function saveCrmCopy(orm: Orm, { id, ...copy }: CrmCopy): Promise<boolean> {
  const kept = await orm
    .update(customers)
    .set({ ...copy, search: textSearchVector(copy.name) })
    .where(and(eq(customers.id, id), lt(customers.refreshedAt, copy.refreshedAt)))
    .returning({ id: customers.id });
  return kept.length > 0;
}
