import type { Drill } from '../drill.ts';

const database = { component: 'rds-instance', disruption: 'node' } as const;
const cache = { component: 'elasticache-replication-group', disruption: 'node' } as const;

/** A server of the database or of the cache fails. */
export const storeDrills: readonly Drill[] = [
  {
    ...{ name: 'cache-primary-loss', title: 'The cache’s primary is lost', ...cache },
    injection: 'SIGKILL to the primary of the cache.',
    expected: 'Its replica is promoted; meanwhile the app reads from the database, and nobody is signed out.',
    verification: 'The other server is the primary, and a replica follows it.',
    budgets: { rtoSeconds: 15, rpoSeconds: 0 },
  },
  {
    ...{ name: 'cache-total-loss', title: 'The whole cache is lost', ...cache },
    closedRoutes: ['elasticache.promote'],
    injection: 'SIGKILL to both servers of the cache, which keeps nothing on disk.',
    expected: 'An empty cache is started; the app reads from the database, and nobody is signed out.',
    verification: 'Sessions that were made before are still good.',
    budgets: { rtoSeconds: 30, rpoSeconds: 0 },
  },
  {
    ...{ name: 'database-primary-kill', title: 'The database’s primary is killed', ...database },
    injection: 'SIGKILL to the primary of the database and all of its sessions.',
    expected: 'The standby is promoted with every acknowledged write; the app connects again by itself.',
    verification: 'The other server is the primary, and commits wait for a standby again.',
    budgets: { rtoSeconds: 60, rpoSeconds: 0 },
  },
  {
    ...{ name: 'database-primary-hang', title: 'The database’s primary hangs', ...database },
    injection:
      'SIGSTOP to the primary of the database and all of its sessions; it is woken after the promotion.',
    expected: 'The standby is promoted, and the old primary takes no write when it wakes.',
    verification: 'A session of the old primary tries to write after the promotion, and fails.',
    budgets: { rtoSeconds: 60, rpoSeconds: 0 },
  },
  {
    ...{ name: 'database-disk-full', title: 'The database’s disk is full', ...database },
    injection: 'The disk of the primary, a small one of its own, is filled to the last byte.',
    expected: 'The primary can no longer commit, so the standby, whose disk has room, is promoted.',
    verification: 'The other server is the primary, and the old one is rebuilt once its disk has room.',
    budgets: { rtoSeconds: 120, rpoSeconds: 0 },
  },
];
