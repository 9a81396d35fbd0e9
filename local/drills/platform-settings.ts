import type { LocalSettings } from '../../lib/drills/local-settings.ts';
import { watchFor } from '../app/app-replicas.ts';
import { startLimit as replicaStartLimit, stopLimit } from '../app/replica.ts';
import { startLimit as balancerStartLimit, drainLimit } from '../balancer/balancer.ts';
import { checkEvery, fallAfter } from '../balancer/settings.ts';
import { writeEvery } from '../postgres/controller.ts';
import { standbyPatience } from '../postgres/pair.ts';
import { startLimit as databaseStartLimit } from '../postgres/server.ts';
import { defaultTiming, longestDetection } from '../postgres/timing.ts';
import { pauses } from '../processes/backoff.ts';
import { checkLimit, replaceAfter, usualCheck } from '../processes/supervised.ts';
import { failuresUntilLost } from '../redis/controller.ts';
import { usualProbe } from '../redis/pair.ts';
import { startLimit as cacheStartLimit } from '../redis/server.ts';

/** What a prediction has to know of the platform that the drill runs on. */
export interface PlatformFacts {
  readonly replicas: number;
  /** Bytes of all data of the database. */
  readonly databaseBytes: number;
  /** Seconds that the runner lets damage stand before the runbook is begun. */
  readonly noticedAfter: number;
  /** Seconds within which a commit reaches the archive. @default 60 */
  readonly archiveSeconds?: number;
}

/** The settings that the parts of the platform run with, from where the parts have them. */
export function platformSettings(facts: PlatformFacts): LocalSettings {
  const { replicas, databaseBytes, noticedAfter, archiveSeconds = 60 } = facts;
  return {
    database: {
      detection: longestDetection(defaultTiming) / 1_000,
      writeProbe: writeEvery / 1_000,
      startLimit: databaseStartLimit / 1_000,
      standbyPatience,
      archive: archiveSeconds,
      // The app's pool gives a connection up after 3 s, and tries again after 1 s at most.
      connect: 4,
      gibibytes: databaseBytes / 1024 ** 3,
    },
    cache: {
      detection: (failuresUntilLost * (usualProbe.milliseconds + usualProbe.limitMilliseconds)) / 1_000,
      // The replica is asked whether it lives, and told to become the primary.
      promotionLimit: (5 * usualProbe.limitMilliseconds) / 1_000,
      startLimit: cacheStartLimit / 1_000,
      // The app's cache client gives a connection up after 2 s, and a command after 1 s.
      connect: 3,
    },
    replicas: {
      count: replicas,
      check: { every: usualCheck / 1_000, limit: checkLimit / 1_000, failures: replaceAfter },
      pause: pauses.first / 1_000,
      startLimit: replicaStartLimit / 1_000,
      retireLimit: (drainLimit + stopLimit) / 1_000,
      watch: watchFor / 1_000,
    },
    balancer: {
      // `timeout check`, and `fastinter` with `downinter`, of its configuration.
      check: { every: checkEvery / 1_000, limit: 2, failures: fallAfter },
      fastCheck: 1,
      startLimit: balancerStartLimit / 1_000,
    },
    noticedAfter,
  };
}
