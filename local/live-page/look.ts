import type { Balancer } from '../balancer/balancer.ts';
import type { UserTraffic } from '../balancer/user-traffic.ts';
import type { PlatformStatus } from '../platform/local-platform.ts';
import type { PostgresPair } from '../postgres/pair.ts';

/** What the page looks at. A `LocalPlatform` is one, also while it starts: then its parts cannot be reached yet. */
export interface Watched {
  status(): PlatformStatus;
  readonly balancer: Pick<Balancer, 'traffic'>;
  readonly postgres: Pick<PostgresPair, 'archive' | 'synchronous'>;
}

/** The state of the platform at one moment. */
export interface Look {
  readonly status: PlatformStatus;
  /** `undefined`: PostgreSQL cannot tell yet. */
  readonly database: DatabaseCopies | undefined;
}

/** Where the data is besides the primary. */
export interface DatabaseCopies {
  /** Commits wait for the standby. */
  readonly synchronous: boolean;
  /** When the write-ahead log was last copied to the recovery region. */
  readonly archivedAt: Date | undefined;
  readonly archiveFailingSince: Date | undefined;
}

export function look(platform: Watched): Look {
  return { status: platform.status(), database: databaseCopies(platform) };
}

/** Milliseconds that the load balancer may take to tell its counters, so that a second stays a second. */
const limit = 900;

/** The load balancer's counters; `undefined` when it does not tell them in time. */
export async function askTraffic(platform: Watched): Promise<UserTraffic | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), limit);
  try {
    return await Promise.race([platform.balancer.traffic(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

function databaseCopies(platform: Watched): DatabaseCopies | undefined {
  try {
    const { postgres } = platform;
    const { lastArchivedAt: archivedAt, failingSince: archiveFailingSince } = postgres.archive;
    return { synchronous: postgres.synchronous, archivedAt, archiveFailingSince };
  } catch {
    return undefined;
  }
}
