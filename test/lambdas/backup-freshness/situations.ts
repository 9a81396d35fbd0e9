import { DeleteDBInstanceCommand } from '@aws-sdk/client-rds';
import type { RecoveryPoint } from '../../../lambdas/recovery-points/recovery-point.ts';
import type { AwsFault } from '../../services/aws-front.ts';
import type { RegionPair } from '../region-pair.ts';
import {
  DATABASE,
  DAY,
  FRESHNESS,
  HOUR,
  MINUTE,
  ORIGINALS,
  PRIMARY_KEY,
  point,
  RECOVERY,
  RECOVERY_COPIES,
} from '../scenario.ts';

export const RUNS = 'Runs Environment=holdfast-production Verifier=backup-freshness Count';
export const PROBLEMS = 'Problems Environment=holdfast-production Verifier=backup-freshness Count';

/** The achieved RPO as it is published: name, dimensions and unit. */
export function rpo(source: string, region: string): string {
  return `AchievedRpoSeconds Environment=holdfast-production Source=${source} Region=${region} Seconds`;
}

/** What is published when all is good. Moto's databases can be restored until this moment. */
export const GOOD: Readonly<Record<string, number>> = {
  [rpo('point-in-time', 'eu-central-1')]: 0,
  [rpo('daily', 'eu-central-1')]: 8 * HOUR,
  [rpo('weekly', 'eu-central-1')]: 30 * HOUR,
  [rpo('point-in-time', 'eu-west-1')]: 10 * MINUTE,
  [rpo('daily', 'eu-west-1')]: 8 * HOUR,
  [rpo('weekly', 'eu-west-1')]: 30 * HOUR,
  [PROBLEMS]: 0,
  [RUNS]: 1,
};

export function ago(seconds: number): Date {
  return new Date(Date.now() - seconds * 1000);
}

export function older(one: RecoveryPoint, seconds: number): RecoveryPoint {
  return { ...one, takenAt: new Date(one.takenAt.getTime() - seconds * 1000) };
}

/** Puts the shape of the API reference in the place of moto's database of the primary region. */
export function standInFor(regions: RegionPair, latest: Date): void {
  regions.standIns.primary.database = { arn: DATABASE, status: 'available', latest };
}

/** Until when the replicated transaction log of the recovery region reaches. */
export function replicated(regions: RegionPair, latest: Date): void {
  regions.standIns.recovery.replicatedBackups = [{ arn: DATABASE, status: 'replicating', latest }];
}

/** Leaves one daily recovery point in the vault of each region, changed. */
export function daily(regions: RegionPair, change: (point: RecoveryPoint) => RecoveryPoint): void {
  for (const [kind, all] of [
    ['primary', ORIGINALS],
    ['recovery', RECOVERY_COPIES],
  ] as const) {
    regions.hold(kind, [...without(all, 'daily'), ...all.slice(0, 1).map(change)]);
  }
}

function without(points: readonly RecoveryPoint[], rule: string): RecoveryPoint[] {
  return points.filter((one) => one.rule !== rule);
}

/** Puts 5,000 recovery points into the vault of the primary region, the newest last. */
export function holdMany(regions: RegionPair): void {
  const old = Array.from({ length: 5_000 - ORIGINALS.length }, (_, index) =>
    point(`old-${index}`, 'daily', 2 * DAY + index, PRIMARY_KEY),
  );
  regions.hold('primary', [...old, ...ORIGINALS]);
}

/** Calls of these services in the recovery region fail in this way. */
function failThere(regions: RegionPair, services: readonly string[], fault: AwsFault): void {
  regions.front.fault = ({ service, region }) =>
    services.includes(service) && region === RECOVERY ? fault : undefined;
}

/** The findings on the recovery region's vault when nothing is known of it. */
function vaultUnknown(why: string): string[] {
  return ['daily', 'weekly'].map(
    (rule) =>
      `unknown: ${rule}/eu-west-1: It is not known how the vault holdfast-production-recovery in eu-west-1 is: ${why}`,
  );
}

export interface Situation {
  /** Changes what stands in both regions, or how they answer. */
  readonly make: (regions: RegionPair) => void | Promise<void>;
  readonly verdict: 'good' | 'bad' | 'unknown';
  /** Every sentence but those that say that something is good. */
  readonly says: readonly unknown[];
  /** What is published otherwise than when all is good; `undefined` where nothing may be published. */
  readonly publishes?: Readonly<Record<string, number | undefined>>;
}

/**
 * What the verifier may meet, told as at {@link NOW} of the scenario.
 *
 * Moto answers for secret, evidence, metrics, the vaults and the database of the primary region. It has no recovery
 * points, replicates no backups, dates no database but to the present, and never throttles, refuses or fails: for these
 * the answers have the shapes of the API reference.
 */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'all is good': { make: () => undefined, verdict: 'good', says: [] },

  'a stale snapshot': {
    make: (regions) => daily(regions, (one) => older(one, 29 * HOUR)),
    verdict: 'bad',
    says: ['eu-central-1', 'eu-west-1'].map(
      (region) =>
        `bad: daily/${region}: The newest daily recovery point in ${region} is of 2026-11-21T22:00:00.000Z, 1 d 13 h ago, which is more than the limit of 1 d 12 h. See why no later one is there, and back up by hand.`,
    ),
    publishes: { [rpo('daily', 'eu-central-1')]: 37 * HOUR, [rpo('daily', 'eu-west-1')]: 37 * HOUR },
  },

  'a stale transaction log, by the shapes of the API reference': {
    make: (regions) => {
      standInFor(regions, ago(HOUR + MINUTE));
      replicated(regions, ago(2 * HOUR));
    },
    verdict: 'bad',
    says: [
      'bad: point-in-time/eu-central-1: Point-in-time recovery of holdfast-production-db in eu-central-1 is of 2026-11-23T09:59:00.000Z, 1 h 1 min ago, which is more than the objective of 1 h. Its status is available; see the events of the database, and that its backups are on.',
      'bad: point-in-time/eu-west-1: Point-in-time recovery of holdfast-production-db in eu-west-1 is of 2026-11-23T09:00:00.000Z, 2 h ago, which is more than the objective of 1 h. Its status is replicating; see the events of the database, and that its backups are on.',
    ],
    publishes: {
      [rpo('point-in-time', 'eu-central-1')]: HOUR + MINUTE,
      [rpo('point-in-time', 'eu-west-1')]: 2 * HOUR,
    },
  },

  'a missing copy': {
    make: (regions) => regions.hold('recovery', without(RECOVERY_COPIES, 'daily')),
    verdict: 'bad',
    says: [
      'bad: daily/eu-west-1: The vault holdfast-production-recovery in eu-west-1 holds no daily recovery point younger than 3 d that could be restored. See the backup and copy jobs, and back up by hand.',
    ],
    publishes: { [rpo('daily', 'eu-west-1')]: undefined },
  },

  'a transaction log that is not replicated': {
    make: (regions) => {
      regions.standIns.recovery.replicatedBackups = [];
    },
    verdict: 'bad',
    says: [
      'bad: point-in-time/eu-west-1: No point in time of holdfast-production-db can be restored in eu-west-1: not replicated. Deploy the stack of the database, which switches its backups and their replication on.',
    ],
    publishes: { [rpo('point-in-time', 'eu-west-1')]: undefined },
  },

  'the wrong retention: a backup by hand that is kept too short stands in for none of the plan': {
    make: (regions) => daily(regions, (one) => ({ ...one, rule: undefined, deleteAfterDays: 7 })),
    verdict: 'bad',
    says: [
      'bad: daily/eu-central-1: The vault holdfast-production-primary in eu-central-1 holds no daily recovery point younger than 3 d that could be restored. See the backup and copy jobs, and back up by hand.',
      'bad: daily/eu-west-1: The vault holdfast-production-recovery in eu-west-1 holds no daily recovery point younger than 3 d that could be restored. See the backup and copy jobs, and back up by hand.',
    ],
    publishes: { [rpo('daily', 'eu-central-1')]: undefined, [rpo('daily', 'eu-west-1')]: undefined },
  },

  'a snapshot that is stuck creating': {
    make: (regions) => {
      const [today, ...others] = ORIGINALS;
      regions.hold('primary', [
        { ...today, status: 'CREATING', completedAt: undefined } as RecoveryPoint,
        ...others.map((one) => (one.rule === 'daily' ? older(one, 6 * HOUR) : one)),
      ]);
      regions.hold(
        'recovery',
        RECOVERY_COPIES.slice(1).map((one) => (one.rule === 'daily' ? older(one, 6 * HOUR) : one)),
      );
    },
    verdict: 'bad',
    says: [
      'bad: daily/eu-central-1: The newest daily recovery point in eu-central-1 is of 2026-11-21T21:00:00.000Z, 1 d 14 h ago, which is more than the limit of 1 d 12 h. See why no later one is there (one is CREATING), and back up by hand.',
      'bad: daily/eu-west-1: The newest daily recovery point in eu-west-1 is of 2026-11-21T21:00:00.000Z, 1 d 14 h ago, which is more than the limit of 1 d 12 h. See why no later one is there, and back up by hand.',
    ],
    publishes: { [rpo('daily', 'eu-central-1')]: 38 * HOUR, [rpo('daily', 'eu-west-1')]: 38 * HOUR },
  },

  'a deleted vault': {
    make: (regions) => regions.deleteVault('recovery'),
    verdict: 'bad',
    says: ['daily', 'weekly'].map(
      (rule) =>
        `bad: ${rule}/eu-west-1: There is no vault holdfast-production-recovery in eu-west-1. Deploy the foundation stack of the region, then copy or take its recovery points again.`,
    ),
    publishes: { [rpo('daily', 'eu-west-1')]: undefined, [rpo('weekly', 'eu-west-1')]: undefined },
  },

  'a deleted database': {
    make: async (regions) => {
      const DBInstanceIdentifier = FRESHNESS.database.instance;
      await regions.primary.rds.send(
        new DeleteDBInstanceCommand({ DBInstanceIdentifier, SkipFinalSnapshot: true }),
      );
    },
    verdict: 'bad',
    says: [
      'bad: point-in-time/eu-central-1: There is no database holdfast-production-db in eu-central-1. If nobody deleted it on purpose, restore it.',
    ],
    publishes: { [rpo('point-in-time', 'eu-central-1')]: undefined },
  },

  'throttling that passes': {
    make: (regions) => {
      let left = 3;
      regions.front.fault = ({ service, region }) =>
        region === RECOVERY && ['backup', 'rds'].includes(service) && left-- > 0
          ? { status: 400, name: 'ThrottlingException' }
          : undefined;
    },
    verdict: 'good',
    says: [],
  },

  'throttling that does not pass': {
    make: (regions) => failThere(regions, ['backup', 'rds'], { status: 400, name: 'ThrottlingException' }),
    verdict: 'unknown',
    says: [
      'unknown: point-in-time/eu-west-1: It is not known how the replicated backups of holdfast-production-db in eu-west-1 is: throttled (ThrottlingException: ThrottlingException of the test). The service limits the calls of this account; see what else calls it, the next run tries again.',
      ...vaultUnknown(
        'throttled (ThrottlingException: ThrottlingException of the test). The service limits the calls of this account; see what else calls it, the next run tries again.',
      ),
    ],
    publishes: {
      [rpo('point-in-time', 'eu-west-1')]: undefined,
      [rpo('daily', 'eu-west-1')]: undefined,
      [rpo('weekly', 'eu-west-1')]: undefined,
    },
  },

  'access denied': {
    make: (regions) => failThere(regions, ['backup'], { status: 403, name: 'AccessDeniedException' }),
    verdict: 'unknown',
    says: vaultUnknown(
      'denied (AccessDeniedException: AccessDeniedException of the test). Give the role of the verifier the permission back by deploying its stack, and see that what it asks for still exists.',
    ),
    publishes: { [rpo('daily', 'eu-west-1')]: undefined, [rpo('weekly', 'eu-west-1')]: undefined },
  },

  '5,000 snapshots, which fill five answers, the newest in the last one': {
    make: holdMany,
    verdict: 'good',
    says: [],
  },

  'two regions that disagree: one has copies of what the other no longer has': {
    make: (regions) => {
      regions.hold('primary', ORIGINALS.slice(1));
      standInFor(regions, ago(50 * MINUTE));
      replicated(regions, ago(10 * MINUTE));
    },
    verdict: 'bad',
    says: [
      'bad: agreement/point-in-time: eu-west-1 has point-in-time data of 2026-11-23T10:50:00.000Z, and eu-central-1, which it comes from, only of 2026-11-23T10:10:00.000Z. See who deleted it there, and keep the copy.',
      'bad: agreement/daily: eu-west-1 has daily data of 2026-11-23T03:00:00.000Z, and eu-central-1, which it comes from, only of 2026-11-22T03:00:00.000Z. See who deleted it there, and keep the copy.',
    ],
    publishes: {
      [rpo('point-in-time', 'eu-central-1')]: 50 * MINUTE,
      [rpo('daily', 'eu-central-1')]: 32 * HOUR,
    },
  },

  'a partial outage of the recovery region: AWS Backup answers 500, RDS goes on': {
    make: (regions) => failThere(regions, ['backup'], { status: 500, name: 'ServiceUnavailableException' }),
    verdict: 'unknown',
    says: vaultUnknown(
      'unavailable (ServiceUnavailableException: ServiceUnavailableException of the test). See the health of the region; the next run tries again.',
    ),
    publishes: { [rpo('daily', 'eu-west-1')]: undefined, [rpo('weekly', 'eu-west-1')]: undefined },
  },

  'a partial outage of the recovery region: connections to AWS Backup break off, RDS goes on': {
    make: (regions) => failThere(regions, ['backup'], 'broken off'),
    verdict: 'unknown',
    says: ['daily', 'weekly'].map((rule) =>
      expect.stringMatching(
        new RegExp(
          `^unknown: ${rule}/eu-west-1: It is not known how the vault holdfast-production-recovery in eu-west-1 is: unavailable \\(.*socket hang up\\)\\. See the health of the region; the next run tries again\\.$`,
        ),
      ),
    ),
    publishes: { [rpo('daily', 'eu-west-1')]: undefined, [rpo('weekly', 'eu-west-1')]: undefined },
  },
};
