import type { CopyJob } from '../../../lambdas/backup-copies/seen.ts';
import type { RecoveryPoint } from '../../../lambdas/recovery-points/recovery-point.ts';
import type { AskedOfAws, AwsFault } from '../../services/aws-front.ts';
import { jobShape } from '../backup-shapes.ts';
import type { RegionPair } from '../region-pair.ts';
import {
  ACCOUNT_VAULT,
  copyJob,
  HOUR,
  JOBS,
  ORIGINALS,
  PRIMARY_KEY,
  point,
  RECOVERY,
  RECOVERY_COPIES,
  RECOVERY_KEY,
  RECOVERY_VAULT,
} from '../scenario.ts';

export const RUNS = 'Runs Environment=holdfast-production Verifier=backup-copies Count';
export const PROBLEMS = 'Problems Environment=holdfast-production Verifier=backup-copies Count';

export function older(one: RecoveryPoint, seconds: number): RecoveryPoint {
  return {
    ...one,
    takenAt: new Date(one.takenAt.getTime() - seconds * 1000),
    completedAt: one.completedAt && new Date(one.completedAt.getTime() - seconds * 1000),
  };
}

/** What the primary region says that was copied. */
export function jobs(regions: RegionPair, all: readonly CopyJob[]): void {
  regions.standIns.primary.copyJobs = all.map(jobShape);
}

export function intoRecovery({ destinationVault }: CopyJob): boolean {
  return destinationVault === RECOVERY_VAULT;
}

/** The check and the beginning of the sentence on the copy of a recovery point in the recovery region. */
export function copyOf(name: string, rule: string, takenAt: string): string {
  return `copy/${rule}/eu-west-1/holdfast-production-recovery/arn:aws:rds:eu-central-1:111122223333:snapshot:${name}: The copy of the ${rule} recovery point of ${takenAt} in holdfast-production-recovery (eu-west-1, account 111122223333)`;
}

/** Puts 5,000 recovery points into the vaults of both regions, and 9,999 copy jobs beside them: one is missing. */
export function holdMany(regions: RegionPair): void {
  const names = Array.from({ length: 5_000 - ORIGINALS.length }, (_, index) => `many-${index}`);
  const points = (prefix: string, key: string) =>
    names.map((name, index) => point(`${prefix}${name}`, 'daily', 25 * HOUR + index, key));
  const [originals, copies] = [points('', PRIMARY_KEY), points('copy-', RECOVERY_KEY)];
  const into = (vault: string, of: readonly RecoveryPoint[]) =>
    of.map((original, index) => copyJob(original, copies[index]?.arn ?? '', vault));
  regions.hold('primary', [...originals, ...ORIGINALS]);
  regions.hold('recovery', [...copies, ...RECOVERY_COPIES]);
  jobs(regions, [
    ...into(RECOVERY_VAULT, originals.slice(0, -1)),
    ...into(ACCOUNT_VAULT, originals),
    ...JOBS,
  ]);
}

function isToday({ arn }: RecoveryPoint): boolean {
  return arn.endsWith('today');
}

function today(points: readonly RecoveryPoint[], change: Partial<RecoveryPoint>): RecoveryPoint[] {
  return points.map((one) => (isToday(one) ? { ...one, ...change } : one));
}

/** These calls of AWS Backup fail in this way. */
function fail(regions: RegionPair, fault: AwsFault, which: (asked: AskedOfAws) => boolean): void {
  regions.front.fault = (asked) => (asked.service === 'backup' && which(asked) ? fault : undefined);
}

function inRecovery({ region }: AskedOfAws): boolean {
  return region === RECOVERY;
}

function unknown(checks: readonly string[], what: string, why: string): string[] {
  return checks.map((check) => `unknown: ${check}: It is not known how ${what} is: ${why}`);
}

const TODAY = copyOf('today', 'daily', '2026-11-23T03:00:00.000Z');
const VAULT = 'the vault holdfast-production-recovery in eu-west-1';
const COPY_CHECKS = ['daily', 'weekly'].map((rule) => `copy/${rule}/eu-west-1/holdfast-production-recovery`);

export interface Situation {
  /** Changes what stands in both regions, or how they answer. */
  readonly make: (regions: RegionPair) => void | Promise<void>;
  readonly verdict: 'good' | 'bad' | 'unknown';
  /** Every sentence but those that say that something is good; each is one problem in the metric. */
  readonly says: readonly unknown[];
}

/**
 * What the verifier may meet, told as at {@link NOW} of the scenario.
 *
 * Moto answers for secret, evidence, metrics, buckets, and the vaults with their keys and locks. It has neither recovery
 * points nor copy jobs, and never throttles, refuses or fails: for these the answers have the shapes of the API
 * reference.
 */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  'all is good': { make: () => undefined, verdict: 'good', says: [] },

  'a stale snapshot': {
    make: (regions) =>
      regions.hold(
        'primary',
        ORIGINALS.map((one) => (one.rule === 'daily' ? older(one, 48 * HOUR) : one)),
      ),
    verdict: 'bad',
    says: [
      'bad: original/daily/eu-central-1: The vault holdfast-production-primary in eu-central-1 holds no daily recovery point of the last 2 d: there is nothing to copy. See the backup jobs, and that the plan still has the rule daily.',
    ],
  },

  'a missing copy, without any job and with one that failed': {
    make: (regions) =>
      jobs(
        regions,
        JOBS.filter((job) => !(job.source.endsWith('yesterday') && intoRecovery(job))).map((job) =>
          job.source.endsWith('today') && intoRecovery(job)
            ? { ...job, state: 'FAILED', explanation: 'The key is disabled' }
            : job,
        ),
      ),
    verdict: 'bad',
    says: [
      `bad: ${TODAY} is missing: its copy job is FAILED (The key is disabled). Mend the reason, and copy it again by hand.`,
      `bad: ${copyOf('yesterday', 'daily', '2026-11-22T03:00:00.000Z')} is missing: no copy job began within 12 h. See its copy job, and copy it again by hand.`,
    ],
  },

  'the wrong key, of a copy and of its vault': {
    make: async (regions) => {
      await regions.makeVault('recovery', { keyArn: PRIMARY_KEY });
      regions.hold('recovery', today(RECOVERY_COPIES, { keyArn: PRIMARY_KEY }));
    },
    verdict: 'bad',
    says: [
      `bad: vault/eu-west-1: In ${VAULT} the key ${PRIMARY_KEY} is not one of eu-west-1 in account 111122223333. Deploy the foundation stack of the region.`,
      `bad: ${TODAY} could not be read if another region or account were lost: the key ${PRIMARY_KEY} is not one of eu-west-1 in account 111122223333. See the key of the vault, and copy it again by hand.`,
    ],
  },

  'the wrong retention, of an original, of a copy and of the lock': {
    make: async (regions) => {
      await regions.makeVault('recovery', { keyArn: RECOVERY_KEY, minDays: 7, maxDays: 40 });
      regions.hold('primary', today(ORIGINALS, { deleteAfterDays: 3 }));
      regions.hold('recovery', today(RECOVERY_COPIES, { deleteAfterDays: 1 }));
    },
    verdict: 'bad',
    says: [
      `bad: vault/eu-west-1: In ${VAULT} the lock keeps for at least 7 days, not 35; the lock allows 40 days at most, not 365. Deploy the foundation stack of the region.`,
      'bad: original/daily/eu-central-1/arn:aws:rds:eu-central-1:111122223333:snapshot:today: The daily recovery point of 2026-11-23T03:00:00.000Z in eu-central-1 is kept for 3 days, not for 35 days. Deploy the backup stack, and change its lifecycle where the lock allows it.',
      `bad: ${TODAY} is kept for 1 day, not for 35 days. Deploy the backup stack, and change its lifecycle where the lock allows it.`,
    ],
  },

  'a snapshot that is stuck creating': {
    make: (regions) => {
      regions.hold(
        'primary',
        ORIGINALS.map((one) =>
          isToday(one) ? { ...older(one, 2 * HOUR), status: 'CREATING', completedAt: undefined } : one,
        ),
      );
    },
    verdict: 'bad',
    says: [
      'bad: original/daily/eu-central-1/arn:aws:rds:eu-central-1:111122223333:snapshot:today: The daily recovery point of 2026-11-23T01:00:00.000Z in eu-central-1 has been CREATING for 10 h, more than 9 h: it is stuck. See the backup job and the events of the database, and back up by hand.',
    ],
  },

  'a copy that is stuck creating': {
    make: (regions) => regions.hold('recovery', today(RECOVERY_COPIES, { status: 'CREATING' })),
    verdict: 'bad',
    says: [`bad: ${TODAY} is CREATING, and cannot be restored. See its copy job, and copy it again by hand.`],
  },

  'a deleted vault': {
    make: (regions) => regions.deleteVault('recovery'),
    verdict: 'bad',
    says: [
      'bad: vault/eu-west-1: There is no vault holdfast-production-recovery in eu-west-1. Deploy the foundation stack of the region, then copy or take its recovery points again.',
      ...COPY_CHECKS.map(
        (check) =>
          `bad: ${check}: There is no vault holdfast-production-recovery in eu-west-1. Deploy the foundation stack of the region, then copy again.`,
      ),
    ],
  },

  'throttling that passes': {
    make: (regions) => {
      let left = 3;
      fail(regions, { status: 400, name: 'ThrottlingException' }, () => left-- > 0);
    },
    verdict: 'good',
    says: [],
  },

  'throttling that does not pass': {
    make: (regions) =>
      fail(regions, { status: 400, name: 'ThrottlingException' }, ({ path }) =>
        path.startsWith('/copy-jobs'),
      ),
    verdict: 'unknown',
    says: [
      ['daily', 'eu-west-1/holdfast-production-recovery'],
      ['daily', 'eu-central-1/holdfast-production-account'],
      ['weekly', 'eu-west-1/holdfast-production-recovery'],
      ['weekly', 'eu-central-1/holdfast-production-account'],
    ].flatMap(([rule, place]) =>
      unknown(
        [`copy/${rule}/${place}`],
        `the list of copy jobs to ${place?.split('/')[1]}`,
        'throttled (ThrottlingException: ThrottlingException of the test). The service limits the calls of this account; see what else calls it, the next run tries again.',
      ),
    ),
  },

  'access denied': {
    make: (regions) => fail(regions, { status: 403, name: 'AccessDeniedException' }, inRecovery),
    verdict: 'unknown',
    says: unknown(
      ['vault/eu-west-1', ...COPY_CHECKS],
      VAULT,
      'denied (AccessDeniedException: AccessDeniedException of the test). Give the role of the verifier the permission back by deploying its stack, and see that what it asks for still exists.',
    ),
  },

  '5,000 snapshots, one of them without its copy': {
    make: holdMany,
    verdict: 'bad',
    says: [
      `bad: ${copyOf('many-4996', 'daily', '2026-11-22T08:36:44.000Z')} is missing: no copy job began within 12 h. See its copy job, and copy it again by hand.`,
    ],
  },

  'two regions that disagree: a copy job is finished, and the vault does not hold its copy': {
    make: (regions) =>
      regions.hold(
        'recovery',
        RECOVERY_COPIES.filter((one) => !isToday(one)),
      ),
    verdict: 'bad',
    says: [
      `bad: ${TODAY} is gone: its copy job is COMPLETED, and the vault does not hold it. See its copy job, and copy it again by hand.`,
    ],
  },

  'a partial outage of the recovery region: its lists answer 500, its vault goes on': {
    make: (regions) =>
      fail(
        regions,
        { status: 500, name: 'ServiceUnavailableException' },
        (asked) => inRecovery(asked) && asked.path.endsWith('/recovery-points'),
      ),
    verdict: 'unknown',
    says: unknown(
      COPY_CHECKS,
      VAULT,
      'unavailable (ServiceUnavailableException: ServiceUnavailableException of the test). See the health of the region; the next run tries again.',
    ),
  },

  'a partial outage of the recovery region: connections to AWS Backup break off': {
    make: (regions) => fail(regions, 'broken off', inRecovery),
    verdict: 'unknown',
    says: ['vault/eu-west-1', ...COPY_CHECKS].map((check) =>
      expect.stringMatching(
        new RegExp(
          `^unknown: ${check}: It is not known how ${VAULT} is: unavailable \\(.*socket hang up\\)\\. See the health of the region; the next run tries again\\.$`,
        ),
      ),
    ),
  },
};
