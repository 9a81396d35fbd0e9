import type { LocalPlatform } from '../platform/local-platform.ts';
import type { LoadRequest } from './load/told.ts';

/** What a platform looked like before a drill. */
export interface Before {
  readonly database: string;
  readonly promotions: number;
  readonly cache: string;
  readonly cachePids: readonly (number | undefined)[];
  readonly replicas: ReadonlyMap<string, number | undefined>;
  readonly release: string | undefined;
}

/** What is looked at after a drill. */
export interface After {
  readonly platform: LocalPlatform;
  readonly before: Before;
  readonly requests: readonly LoadRequest[];
}

type Check = (after: After) => string | undefined | Promise<string | undefined>;

export function lookBefore({ postgres, redis, app }: LocalPlatform): Before {
  return {
    ...{ database: postgres.primary.name, promotions: postgres.promotions.length },
    ...{ cache: redis.primary.name, cachePids: [redis.primary.pid, redis.replica.pid] },
    replicas: new Map(app.replicas.map((replica) => [replica.name, replica.status().pid])),
    release: app.release?.id,
  };
}

/**
 * Looks for what a drill says that it is verified by.
 * @returns sentences about what is not as it should be
 */
export async function verify(drill: string, after: After): Promise<string[]> {
  const checks = [...(CHECKS[drill] ?? []), ...(drill === 'region-loss' ? [] : [nobodySignedOut])];
  const found = await Promise.all(checks.map((check) => check(after)));
  return found.filter((sentence) => sentence !== undefined);
}

const replicaReplaced: Check = ({ platform, before }) =>
  platform.app.replicas.some((replica) => replica.status().pid === before.replicas.get(replica.name)) &&
  platform.app.replicas.some((replica) => replica.status().pid !== before.replicas.get(replica.name))
    ? undefined
    : 'It is not so that one replica runs as another process and the other one as before.';

const databasePromoted: Check = ({ platform: { postgres }, before }) =>
  postgres.promotions.length === before.promotions + 1 && postgres.primary.name !== before.database
    ? undefined
    : `${postgres.primary.name} is the primary of the database after ${postgres.promotions.length - before.promotions} promotions; before it was ${before.database}.`;

const databaseAsBefore: Check = ({ platform: { postgres }, before }) =>
  postgres.promotions.length === before.promotions && postgres.primary.name === before.database
    ? undefined
    : 'The standby of the database was promoted although nothing was wrong with the primary.';

const cachePromoted: Check = ({ platform: { redis }, before }) =>
  redis.primary.name === before.cache ? `${before.cache} still is the primary of the cache.` : undefined;

const cacheReplaced: Check = ({ platform: { redis }, before }) =>
  [redis.primary.pid, redis.replica.pid].every((pid) => before.cachePids.includes(pid))
    ? 'Both servers of the cache run as before.'
    : undefined;

const releaseAsBefore: Check = ({ platform: { app }, before }) =>
  app.release?.id === before.release && app.replicas.every(({ release }) => release.id === before.release)
    ? undefined
    : `Release ${app.release?.id} serves; before it was ${before.release}.`;

const nothingDamaged: Check = async ({ platform: { postgres } }) => {
  const [row] = await postgres.primary.use(
    (sql) => sql<{ damaged: number }[]>`
      select count(*)::int as damaged from proposals where title = 'undefined'`,
    postgres.access.database,
  );
  return row?.damaged === 0 ? undefined : `${row?.damaged} titles are still damaged.`;
};

const nobodySignedOut: Check = ({ requests }) => {
  const out = requests.filter(({ why }) => why === 'status 401').length;
  return out === 0 ? undefined : `${out} requests were refused because their user was signed out.`;
};

const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  'process-kill': [replicaReplaced],
  'process-hang': [replicaReplaced],
  'process-out-of-memory': [replicaReplaced],
  'node-loss': [replicaReplaced, cacheReplaced],
  'cache-primary-loss': [cachePromoted],
  'cache-total-loss': [cacheReplaced],
  'database-primary-kill': [databasePromoted],
  'database-primary-hang': [databasePromoted],
  'database-disk-full': [databasePromoted],
  'zone-loss': [replicaReplaced, databasePromoted, cachePromoted],
  'network-partition': [databaseAsBefore],
  'clock-skew': [databaseAsBefore],
  'data-corruption': [nothingDamaged],
  'bad-release-crashing': [releaseAsBefore],
  'bad-release-slow': [releaseAsBefore],
  'bad-release-wrong': [releaseAsBefore],
};
