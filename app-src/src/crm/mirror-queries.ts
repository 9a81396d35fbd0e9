import { and, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import { type CrmCopy, saveCrmCopy } from '../customers/customer-queries.ts';
import type { Orm } from '../database/orm.ts';
import { crmMirrors, customers } from '../database/schema/index.ts';
import type { CrmAccount } from './account.ts';

/** How far a mirror is. */
export interface MirrorAge {
  /** What was modified until then is mirrored. Before the first round has ended: when the app was first connected to this CRM. */
  readonly since: Date;
  /** Whether a replica may go on with it. */
  readonly due: boolean;
}

/** How far the mirror of a CRM is; `undefined` before it was ever taken. */
export async function readMirror(orm: Orm, origin: string): Promise<MirrorAge | undefined> {
  const [row] = await orm
    .select({
      watermark: crmMirrors.watermark,
      createdAt: crmMirrors.createdAt,
      due: sql<boolean>`${crmMirrors.dueAt} <= now()`,
    })
    .from(crmMirrors)
    .where(eq(crmMirrors.origin, origin));
  return row && { since: row.watermark ?? row.createdAt, due: row.due };
}

/** A mirror that this replica alone may go on with, until its lease ends. */
export interface TakenMirror {
  readonly origin: string;
  readonly taken: number;
  readonly watermark: Date | null;
  /** The round that was under way. */
  readonly until: Date | null;
  readonly nextLink: string | null;
}

const lease = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;

/**
 * Takes the mirror of a CRM when it is due; of replicas that ask at the same time one gets it. The lease is a value in a row: a lock of
 * the session would be lost in, and pin, the shared connections of a proxy.
 */
export async function takeMirror(
  orm: Orm,
  { origin, leaseSeconds }: { readonly origin: string; readonly leaseSeconds: number },
): Promise<TakenMirror | undefined> {
  const [taken] = await orm
    .insert(crmMirrors)
    .values({ origin, taken: 1, dueAt: lease(leaseSeconds) })
    .onConflictDoUpdate({
      target: crmMirrors.origin,
      set: { taken: sql`${crmMirrors.taken} + 1`, dueAt: lease(leaseSeconds) },
      setWhere: lte(crmMirrors.dueAt, sql`now()`),
    })
    .returning({
      origin: crmMirrors.origin,
      taken: crmMirrors.taken,
      watermark: crmMirrors.watermark,
      until: crmMirrors.until,
      nextLink: crmMirrors.nextLink,
    });
  return taken;
}

/** Where a taken mirror is from now on, and in how many seconds it is due again. */
export type MirrorStep = Partial<Pick<TakenMirror, 'watermark' | 'until' | 'nextLink'>> & {
  readonly dueSeconds: number;
};

/**
 * Notes how far a taken mirror is.
 * @returns whether it is still this replica's; nothing is noted otherwise
 */
export async function noteMirror(
  orm: Orm,
  { origin, taken }: Pick<TakenMirror, 'origin' | 'taken'>,
  { dueSeconds, ...step }: MirrorStep,
): Promise<boolean> {
  const noted = await orm
    .update(crmMirrors)
    .set({ ...step, dueAt: lease(dueSeconds) })
    .where(and(eq(crmMirrors.origin, origin), eq(crmMirrors.taken, taken)))
    .returning({ origin: crmMirrors.origin });
  return noted.length > 0;
}

/** A customer whom an account of the CRM is the original of. */
export type MirroredCustomer = CrmAccount & {
  readonly id: string;
  readonly teamId: string;
  readonly crmId: string;
};

/** The customers of a page of accounts, by the unique index of `crm_id`. */
export async function customersOf(orm: Orm, crmIds: readonly string[]): Promise<MirroredCustomer[]> {
  const { id, teamId, crmId, name, industry, city, country, contactName, contactEmail, annualRevenue } =
    customers;
  return crmIds.length === 0
    ? []
    : orm
        .select({
          ...{ id, teamId, crmId, name, industry, city, country },
          ...{ contactName, contactEmail, annualRevenue },
        })
        .from(customers)
        .where(inArray(crmId, [...crmIds]));
}

export interface PageOfCopies {
  readonly changed: readonly CrmCopy[];
  /** Customers who are as they were, by id. */
  readonly unchanged: readonly string[];
  readonly askedAt: Date;
}

/** Keeps what a page of accounts told. */
export async function saveCrmCopies(orm: Orm, { changed, unchanged, askedAt }: PageOfCopies): Promise<void> {
  for (const copy of changed) {
    await saveCrmCopy(orm, copy);
  }
  if (unchanged.length > 0) {
    await orm
      .update(customers)
      .set({ refreshedAt: askedAt })
      .where(and(inArray(customers.id, [...unchanged]), lt(customers.refreshedAt, askedAt)));
  }
}
