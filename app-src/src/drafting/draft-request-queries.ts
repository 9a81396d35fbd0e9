import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Orm } from '../database/orm.ts';
import { draftRequests, proposals } from '../database/schema/index.ts';
import type { Locale } from '../i18n/locales.ts';

/**
 * Seconds after which a draft that a replica took is given to another: the replica has died. Longer than a draft takes to write.
 */
const leaseSeconds = 120;

export interface DraftOrder {
  readonly teamId: string;
  readonly proposalId: string;
  readonly userId: string;
  readonly instructions: string;
  readonly locale: Locale;
}

/**
 * Queues a draft, due at once, in the place of one of the same proposal that still waits: only the newest is ever shown. `undefined` when
 * the team has no such proposal.
 */
export async function enqueueDraft(
  orm: Orm,
  order: DraftOrder,
): Promise<{ readonly id: string } | undefined> {
  return orm.transaction(async (transaction) => {
    const [proposal] = await transaction
      .select({ id: proposals.id })
      .from(proposals)
      .where(and(eq(proposals.id, order.proposalId), eq(proposals.teamId, order.teamId)));
    if (proposal === undefined) {
      return undefined;
    }
    await transaction
      .delete(draftRequests)
      .where(and(eq(draftRequests.proposalId, order.proposalId), eq(draftRequests.status, 'waiting')));
    const id = uuid();
    await transaction.insert(draftRequests).values({ id, ...order });
    return { id };
  });
}

export type DueDraft = DraftOrder & {
  readonly id: string;
  /** How often it has been taken, this time included. Hand it back to {@link finishDraft}. */
  readonly attempt: number;
};

/**
 * Takes the draft that has been due longest, if any, for two minutes; replicas that ask at the same time get different ones. The index
 * `draft_requests_due` holds unfinished drafts alone, in this order.
 */
export async function takeDueDraft(orm: Orm): Promise<DueDraft | undefined> {
  const due = orm
    .select({ id: draftRequests.id })
    .from(draftRequests)
    .where(and(inArray(draftRequests.status, ['waiting', 'running']), lte(draftRequests.dueAt, sql`now()`)))
    .orderBy(draftRequests.dueAt)
    .limit(1)
    .for('update', { skipLocked: true });
  const [taken] = await orm
    .update(draftRequests)
    .set({
      status: 'running',
      attempts: sql`${draftRequests.attempts} + 1`,
      dueAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
    })
    // As a scalar the row is chosen once; as a join the planner could choose, and lock, again for each row.
    .where(eq(draftRequests.id, sql`(${due})`))
    .returning({
      id: draftRequests.id,
      teamId: draftRequests.teamId,
      proposalId: draftRequests.proposalId,
      userId: draftRequests.userId,
      instructions: draftRequests.instructions,
      locale: draftRequests.locale,
      attempt: draftRequests.attempts,
    });
  return taken;
}

export type DraftOutcome =
  | { readonly kind: 'done'; readonly result: string }
  /** Not yet: try again after this many seconds. */
  | { readonly kind: 'retry'; readonly afterSeconds: number }
  | { readonly kind: 'failed' };

/**
 * Says how a taken draft ended. Says nothing when another replica has taken it since, whose word counts.
 * @returns whether it was noted
 */
export async function finishDraft(
  orm: Orm,
  { id, attempt, outcome }: Pick<DueDraft, 'id' | 'attempt'> & { readonly outcome: DraftOutcome },
): Promise<boolean> {
  const noted = await orm
    .update(draftRequests)
    .set(columnsFor(outcome))
    .where(
      and(eq(draftRequests.id, id), eq(draftRequests.status, 'running'), eq(draftRequests.attempts, attempt)),
    )
    .returning({ id: draftRequests.id });
  return noted.length > 0;
}

function columnsFor(outcome: DraftOutcome) {
  switch (outcome.kind) {
    case 'done':
      return { status: 'done' as const, result: outcome.result, finishedAt: sql`now()` };
    case 'failed':
      return { status: 'failed' as const, finishedAt: sql`now()` };
    case 'retry':
      return {
        status: 'waiting' as const,
        dueAt: sql`now() + make_interval(secs => ${outcome.afterSeconds})`,
      };
  }
}

export interface LatestDraft {
  readonly id: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed';
  readonly result: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** The newest draft of a proposal, the first entry of `draft_requests_proposal`. `undefined` when the team's proposal has none. */
export async function latestDraft(
  orm: Orm,
  { teamId, proposalId }: { readonly teamId: string; readonly proposalId: string },
): Promise<LatestDraft | undefined> {
  const [draft] = await orm
    .select({
      id: draftRequests.id,
      status: draftRequests.status,
      result: draftRequests.result,
      createdAt: draftRequests.createdAt,
      finishedAt: draftRequests.finishedAt,
    })
    .from(draftRequests)
    .where(and(eq(draftRequests.proposalId, proposalId), eq(draftRequests.teamId, teamId)))
    .orderBy(sql`${draftRequests.createdAt} desc`, sql`${draftRequests.id} desc`)
    .limit(1);
  return (
    draft && {
      ...draft,
      createdAt: draft.createdAt.toISOString(),
      finishedAt: draft.finishedAt?.toISOString() ?? null,
    }
  );
}
