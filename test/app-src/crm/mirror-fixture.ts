import { createHash } from 'node:crypto';
import type { ReadThrough } from '../../../app-src/src/cache/read-through.ts';
import { CrmMirror, type MirrorLimits } from '../../../app-src/src/crm/crm-mirror.ts';
import { Dynamics } from '../../../app-src/src/crm/dynamics.ts';
import type { Orm } from '../../../app-src/src/database/orm.ts';
import { Policies } from '../../../app-src/src/resilience/policies.ts';
import { standInClient } from '../../../local/peers/dynamics/service.ts';
import type { PeerProcess } from '../../local/peers/peer-process.ts';
import type { TestDatabase } from '../queries/test-database.ts';

/** The moment at which the tests' accounts were modified: one for all, as after an import. */
export const modifiedOn = '2026-01-31T12:00:00Z';

/** As many ids of accounts, always the same ones. */
export function crmIds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => {
    const hex = createHash('sha256').update(`account ${at}`).digest('hex');
    return [
      [0, 8],
      [8, 12],
      [12, 16],
      [16, 20],
      [20, 32],
    ]
      .map(([a, b]) => hex.slice(a, b))
      .join('-');
  });
}

/** Makes a customer of the north team for each account, with a name that the CRM does not know. */
export async function oldCopies({ database }: TestDatabase, accounts: readonly string[]): Promise<void> {
  await database.sql`truncate crm_mirrors`;
  for (const crmId of accounts) {
    await database.sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
        annual_revenue, refreshed_at, search)
      values (gen_random_uuid(), 'north', ${crmId}, 'Old name', 'Consulting', 'Taipei', 'Taiwan', 'Ada Lin',
        'ada@old.example', 1000, '2026-01-01T00:00:00Z', to_tsvector('simple', 'Old name'))`;
  }
}

/** The CRM's ids of customers that still have their old name. */
export async function outdated({ database }: TestDatabase): Promise<string[]> {
  const rows = await database.sql<{ crm: string }[]>`
    select crm_id as crm from customers where name = 'Old name' order by crm_id`;
  return rows.map(({ crm }) => crm);
}

/** Where the mirror is. */
export async function place({ database }: TestDatabase) {
  const [row] = await database.sql<
    { watermark: Date | null; next_link: string | null; taken: number; seconds: number }[]
  >`select watermark, next_link, taken, extract(epoch from due_at - now())::float as seconds from crm_mirrors`;
  return row;
}

/** Looks often and repeats seldom, so that a test sees one round. */
const quick: Partial<MirrorLimits> = { lookMilliseconds: 40, retrySeconds: 1, rows: 2 };

export interface MirrorReplica {
  readonly mirror: CrmMirror;
  readonly logger: { readonly info: jest.Mock; readonly warn: jest.Mock; readonly error: jest.Mock };
  close(): Promise<void>;
}

/** Starts the mirror of one replica. */
export function startMirror(parts: {
  readonly peer: PeerProcess;
  readonly orm: () => Orm;
  readonly readThrough: ReadThrough;
  readonly limits?: Partial<MirrorLimits>;
}): MirrorReplica {
  const { peer, orm, readThrough, limits } = parts;
  const policies = new Policies();
  const logger = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };
  const dynamics = new Dynamics(
    {
      url: peer.origin,
      tokenUrl: `${peer.origin}/contoso/oauth2/v2.0/token`,
      clientId: standInClient.id,
      clientSecret: standInClient.secret,
    },
    policies,
  );
  const mirror = new CrmMirror({ dynamics, orm, readThrough, logger, limits: { ...quick, ...limits } });
  mirror.start();
  return {
    mirror,
    logger,
    close: async () => {
      await mirror.stop();
      policies.close();
    },
  };
}
