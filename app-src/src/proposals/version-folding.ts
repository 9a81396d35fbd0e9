import { and, eq, gt, lt, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { proposalVersions } from '../database/schema/index.ts';

/** Minutes between two versions that are kept of one author who goes on writing. */
const keptMinutes = 10;

/**
 * Drops the version that its own author has just gone on from: an editor that saves every few seconds would fill the table, and push
 * everything older out of the list. Kept are the first version, one every ten minutes, the last before a pause of ten minutes, and the
 * last of an author before another one's. Two rows by the primary key.
 */
export async function foldVersion(
  orm: Orm,
  {
    proposalId,
    version,
    authorId,
  }: { readonly proposalId: string; readonly version: number; readonly authorId: string },
): Promise<void> {
  const before = orm
    .select({ end: sql`${proposalVersions.savedAt} + make_interval(mins => ${keptMinutes})` })
    .from(proposalVersions)
    .where(and(eq(proposalVersions.proposalId, proposalId), lt(proposalVersions.version, version)))
    .orderBy(sql`${proposalVersions.version} desc`)
    .limit(1);
  await orm
    .delete(proposalVersions)
    .where(
      and(
        eq(proposalVersions.proposalId, proposalId),
        eq(proposalVersions.version, version),
        eq(proposalVersions.authorId, authorId),
        gt(proposalVersions.savedAt, sql`now() - make_interval(mins => ${keptMinutes})`),
        lt(proposalVersions.savedAt, sql`(${before})`),
      ),
    );
}
