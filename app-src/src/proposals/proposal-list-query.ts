import { and, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { cursorCodec } from '../database/cursor.ts';
import type { Orm } from '../database/orm.ts';
import { proposals } from '../database/schema/index.ts';
import type { ProposalPage, ProposalStatus } from './proposal.ts';
import { selectSummaries, toSummary } from './proposal-summary-query.ts';

export interface ProposalList {
  readonly teamId: string;
  readonly status?: ProposalStatus | undefined;
  readonly customerId?: string | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** PostgreSQL knows no year 0, which a date may have in JavaScript. */
const position = z.tuple([z.iso.datetime().refine((time) => !time.startsWith('0000')), z.uuid()]);

const cursors = cursorCodec(position);

/**
 * A team's proposals, last changed first, from any place on. Each choice of filters has an index in this order, so a page costs its rows
 * alone, however far down it is: `proposals_team_updated`, `proposals_team_status_updated`, `proposals_customer_updated`.
 * @throws `InvalidCursor`
 */
export async function listProposals(orm: Orm, list: ProposalList): Promise<ProposalPage> {
  const { teamId, status, customerId, cursor, limit } = list;
  const rows = await selectSummaries(orm)
    .where(
      and(
        eq(proposals.teamId, teamId),
        status && eq(proposals.status, status),
        customerId ? eq(proposals.customerId, customerId) : undefined,
        cursor === undefined ? undefined : after(cursors.read(cursor)),
      ),
    )
    .orderBy(sql`${proposals.updatedAt} desc`, sql`${proposals.id} desc`)
    .limit(limit + 1);
  const items = rows.slice(0, limit).map(toSummary);
  const last = items.at(-1);
  return rows.length > limit && last
    ? { items, nextCursor: cursors.write([last.updatedAt, last.id]) }
    : { items };
}

/** As one comparison of rows, which PostgreSQL turns into a start within the index. */
function after([updatedAt, id]: [string, string]) {
  return sql`(${proposals.updatedAt}, ${proposals.id}) < (${updatedAt}::timestamptz, ${id}::uuid)`;
}
