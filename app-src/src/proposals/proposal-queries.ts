import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuid } from 'uuid';
import type { Orm } from '../database/orm.ts';
import { customers, proposals, proposalVersions, users } from '../database/schema/index.ts';
import { textSearchVector } from '../knowledge/search-vector.ts';
import type { NewProposal, Proposal, ProposalChange, ProposalVersion, RichText } from './proposal.ts';
import { summaryColumns, toSummary } from './proposal-summary-query.ts';
import { foldVersion } from './version-folding.ts';

export { listProposals, type ProposalList } from './proposal-list-query.ts';

interface ProposalOfTeam {
  readonly teamId: string;
  readonly id: string;
}

/** The customer does not exist, or belongs to another team. */
export class UnknownCustomer extends Error {
  constructor() {
    super('The team has no such customer.');
  }
}

/** By two primary keys: the proposal and its newest version. */
export async function findProposal(orm: Orm, { teamId, id }: ProposalOfTeam): Promise<Proposal | undefined> {
  const [row] = await orm
    .select({ ...summaryColumns, content: proposalVersions.content })
    .from(proposals)
    .innerJoin(customers, eq(customers.id, proposals.customerId))
    .innerJoin(users, eq(users.id, proposals.authorId))
    .innerJoin(
      proposalVersions,
      and(eq(proposalVersions.proposalId, proposals.id), eq(proposalVersions.version, proposals.version)),
    )
    .where(and(eq(proposals.id, id), eq(proposals.teamId, teamId)));
  return row && { ...toSummary(row), content: row.content };
}

/**
 * Makes a proposal with its first version, both or neither.
 * @throws {@link UnknownCustomer}
 */
export function createProposal(
  orm: Orm,
  fields: Omit<NewProposal, 'templateId'> & {
    readonly teamId: string;
    readonly authorId: string;
    readonly content: RichText;
  },
): Promise<Proposal> {
  const { teamId, authorId, customerId, title, valueCents, currency, content } = fields;
  return orm.transaction(async (transaction) => {
    const [customer] = await transaction
      .select({ id: customers.id })
      .from(customers)
      .where(and(eq(customers.id, customerId), eq(customers.teamId, teamId)));
    if (customer === undefined) {
      throw new UnknownCustomer();
    }
    const id = uuid();
    const search = textSearchVector(title);
    await transaction
      .insert(proposals)
      .values({ id, teamId, customerId, authorId, title, valueCents, currency, search });
    await transaction.insert(proposalVersions).values({ proposalId: id, version: 1, authorId, content });
    return required(await findProposal(transaction, { teamId, id }));
  });
}

export type ProposalChangeOutcome =
  | { readonly kind: 'saved'; readonly proposal: Proposal }
  /** Somebody saved another version meanwhile: the proposal as it is now. Nothing was changed. */
  | { readonly kind: 'conflict'; readonly proposal: Proposal }
  | { readonly kind: 'missing' };

/**
 * Saves a change as a new version if the proposal is still at the version that the change was made on. A version keeps the text before
 * it when the change has none, so that two people who change different fields at once also find out. Numbers only grow; see
 * {@link foldVersion} for those that are missing from the list.
 */
export function changeProposal(
  orm: Orm,
  fields: ProposalOfTeam & { readonly authorId: string; readonly change: ProposalChange },
): Promise<ProposalChangeOutcome> {
  const { teamId, id, authorId, change } = fields;
  const { baseVersion, content, keepBase = false, ...columns } = change;
  return orm.transaction(async (transaction) => {
    // The update waits for a concurrent one on the same row and then sees its version, so only one of them finds its base.
    const [changed] = await transaction
      .update(proposals)
      .set({
        ...columns,
        ...(columns.title !== undefined && { search: textSearchVector(columns.title) }),
        version: baseVersion + 1,
        updatedAt: sql`now()`,
      })
      .where(and(eq(proposals.id, id), eq(proposals.teamId, teamId), eq(proposals.version, baseVersion)))
      .returning({ version: proposals.version, status: proposals.status });
    if (changed === undefined) {
      const proposal = await findProposal(transaction, { teamId, id });
      return proposal ? { kind: 'conflict', proposal } : { kind: 'missing' };
    }
    await transaction.insert(proposalVersions).values({
      proposalId: id,
      version: changed.version,
      authorId,
      content: content ?? textOfVersion(id, baseVersion),
    });
    // Once a proposal has left the house, the text that went out may be any of its versions.
    if (changed.status === 'draft' && change.status === undefined && !keepBase) {
      await foldVersion(transaction, { proposalId: id, version: baseVersion, authorId });
    }
    return { kind: 'saved', proposal: required(await findProposal(transaction, { teamId, id })) };
  });
}

function textOfVersion(proposalId: string, version: number) {
  return sql<RichText>`(
    select ${proposalVersions.content} from ${proposalVersions}
    where ${proposalVersions.proposalId} = ${proposalId} and ${proposalVersions.version} = ${version}
  )`;
}

/** The most versions that a list holds, newest first. */
const listedVersions = 200;

/** Newest first, 200 at the most, read backwards from the primary key. `undefined` when the team has no such proposal. */
export async function listVersions(
  orm: Orm,
  { teamId, id }: ProposalOfTeam,
): Promise<ProposalVersion[] | undefined> {
  const rows = await orm
    .select({
      version: proposalVersions.version,
      author: { id: users.id, name: users.name },
      savedAt: proposalVersions.savedAt,
    })
    .from(proposalVersions)
    .innerJoin(proposals, eq(proposals.id, proposalVersions.proposalId))
    .innerJoin(users, eq(users.id, proposalVersions.authorId))
    .where(and(eq(proposalVersions.proposalId, id), eq(proposals.teamId, teamId)))
    .orderBy(sql`${proposalVersions.version} desc`)
    .limit(listedVersions);
  // A proposal has at least its first version.
  return rows.length === 0 ? undefined : rows.map((row) => ({ ...row, savedAt: row.savedAt.toISOString() }));
}

/** One saved text, by the primary key. */
export async function findVersion(
  orm: Orm,
  { teamId, id, version }: ProposalOfTeam & { readonly version: number },
): Promise<(ProposalVersion & { readonly content: RichText }) | undefined> {
  const [row] = await orm
    .select({
      version: proposalVersions.version,
      author: { id: users.id, name: users.name },
      savedAt: proposalVersions.savedAt,
      content: proposalVersions.content,
    })
    .from(proposalVersions)
    .innerJoin(proposals, eq(proposals.id, proposalVersions.proposalId))
    .innerJoin(users, eq(users.id, proposalVersions.authorId))
    .where(
      and(
        eq(proposalVersions.proposalId, id),
        eq(proposalVersions.version, version),
        eq(proposals.teamId, teamId),
      ),
    );
  return row && { ...row, savedAt: row.savedAt.toISOString() };
}

function required(proposal: Proposal | undefined): Proposal {
  if (proposal === undefined) {
    throw new Error('A proposal that was written in this transaction cannot be read in it.');
  }
  return proposal;
}
