import type { LocalSettings } from '../local-settings.ts';
import { type Parameter, summed } from './parameter.ts';

/** Seconds that a promotion of PostgreSQL takes: it ends the old primary, replays what it has received, and opens. */
const promotion = 10;

/** Seconds in which pgBackRest restores one GiB, at 17 MiB/s: a busy disk. */
const restorePerGiB = 60;

/** How fast the database and the cache come back. */
export function stores({ database, cache }: LocalSettings): Record<string, Parameter> {
  return {
    'rds.failover': summed(
      'The controller’s timing and the app’s limit for a connection. Assumed for the promotion, which PostgreSQL promises no time for.',
      [database.detection, 'until the primary is given up'],
      [database.writeProbe, 'between two probes that write'],
      [promotion, 'for the promotion'],
      [database.connect, 'until the app connects again'],
    ),
    'rds.restoreBase': {
      seconds: database.startLimit,
      source: 'The limit within which a PostgreSQL server starts; it replays the archived log then.',
    },
    'rds.restorePerGiB': {
      seconds: restorePerGiB * database.gibibytes,
      formula: `${restorePerGiB} s/GiB x ${database.gibibytes.toFixed(3)} GiB`,
      source:
        'Assumed: pgBackRest restores 17 MiB/s on a busy disk. The size is the one before the disruption.',
    },
    'cache.failover': summed(
      'The controller’s timing and limits, and the app’s limit for a connection.',
      [cache.detection, 'until the primary is given up'],
      [cache.promotionLimit, 'for the promotion'],
      [cache.connect, 'until the app connects again'],
    ),
    'cache.create': summed(
      'The controller’s timing, the limit for a Redis server to start, and the app’s limit for a connection.',
      [cache.detection, 'until the primary is given up'],
      [cache.startLimit, 'to start empty'],
      [cache.connect, 'until the app connects again'],
    ),
  };
}

/** What acknowledged data may be lost. */
export function losses({ database, noticedAfter }: LocalSettings): Record<string, Parameter> {
  return {
    'rds.failover': {
      seconds: 0,
      source:
        'Commits wait for the standby, and a standby that commits have not waited for is never promoted.',
    },
    'rds.pitr': {
      seconds: database.archive,
      source: 'The time within which a commit reaches the archive of both regions.',
    },
    'rds.backupReplicationLag': {
      seconds: 0,
      source: 'One command archives in both regions, so the time for it is counted already.',
    },
    // The alarm on the age of what the recovery region has.
    Threshold: {
      seconds: database.archive,
      source:
        'The time within which a commit reaches the archive of both regions; nothing here watches its age.',
    },
    // The schedule of the integrity canary.
    ScheduleExpression: {
      seconds: 0,
      source: 'No canary looks here: the runner of drills does the damage, and knows of it.',
    },
    'human.detect': {
      seconds: noticedAfter,
      source: 'The runner of drills begins the runbook within this time of the disruption.',
    },
    'corruption.detect': {
      seconds: noticedAfter,
      source: 'The runner of drills begins the runbook within this time of the disruption.',
    },
    Type: {
      seconds: 0,
      source: 'Here it keeps no data of its own either, or none that cannot be computed again.',
    },
  };
}
