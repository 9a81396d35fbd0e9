import { judgeCopies } from '../../../lambdas/backup-copies/judge.ts';
import type { CopiesSeen, CopyJob, Vault } from '../../../lambdas/backup-copies/seen.ts';
import type { RecoveryPoint } from '../../../lambdas/recovery-points/recovery-point.ts';
import { answered, type NoAnswer } from '../../../lambdas/verification/answer.ts';
import { overall } from '../../../lambdas/verification/finding.ts';
import {
  ACCOUNT_VAULT,
  ago,
  BACKUP_ACCOUNT,
  COPIES,
  DAY,
  goodCopies,
  HOUR,
  JOBS,
  NOW,
  ORIGINALS,
  PRIMARY_KEY,
  RECOVERY_COPIES,
  RECOVERY_KEY,
  RECOVERY_VAULT,
  vault,
} from '../scenario.ts';

const problems = (seen: CopiesSeen, now = NOW) =>
  judgeCopies(COPIES, seen, now)
    .filter(({ verdict }) => verdict !== 'good')
    .map(({ verdict, sentence }) => `${verdict}: ${sentence}`);

const withOriginals = (points: readonly RecoveryPoint[]): CopiesSeen => {
  const good = goodCopies();
  return { ...good, source: { ...good.source, points: answered(points) } };
};

const withJobs = (change: (job: CopyJob) => CopyJob | undefined): CopiesSeen => ({
  ...goodCopies(),
  jobs: answered(JOBS.map(change).filter((job) => job !== undefined)),
});

const withCopies = (
  change: (copy: RecoveryPoint) => RecoveryPoint | undefined,
  vaultChange: Partial<Vault> = {},
): CopiesSeen => ({
  ...goodCopies(),
  destinations: new Map([
    [
      RECOVERY_VAULT,
      {
        vault: answered({ ...vault(RECOVERY_KEY), ...vaultChange }),
        points: answered(RECOVERY_COPIES.map(change).filter((copy) => copy !== undefined)),
      },
    ],
  ]),
});

const isToday = (arn: string) => arn.endsWith('today');

describe('the copies of recovery points', () => {
  test('D2, D3: are good when each is there, with its own key, retention and lock', () => {
    const findings = judgeCopies(COPIES, goodCopies(), NOW);
    expect(overall(findings)).toBe('good');
    expect(findings.map(({ check }) => check)).toEqual([
      'vault/eu-central-1',
      'vault/eu-west-1',
      'original/daily/eu-central-1',
      'copy/daily/eu-west-1/holdfast-production-recovery',
      'copy/daily/eu-central-1/holdfast-production-account',
      'original/weekly/eu-central-1',
      'copy/weekly/eu-west-1/holdfast-production-recovery',
      'copy/weekly/eu-central-1/holdfast-production-account',
    ]);
  });

  test('D2: of the other account say that only its copy jobs were seen', () => {
    const found = judgeCopies(COPIES, goodCopies(), NOW).find(({ check }) => check.endsWith('-account'));
    expect(found?.sentence).toMatch(/, as far as the copy jobs tell\.$/);
  });

  test('D3: a copy that is missing is bad once it is due, and not before', () => {
    const seen = withJobs((job) =>
      isToday(job.source) && job.destinationVault === RECOVERY_VAULT ? undefined : job,
    );
    const completed = ORIGINALS[0]?.completedAt?.getTime() ?? 0;
    expect(problems(seen, new Date(completed + 12 * HOUR * 1000))).toEqual([]);
    expect(problems(seen, new Date(completed + 12 * HOUR * 1000 + 1000))).toEqual([
      'bad: The copy of the daily recovery point of 2026-11-23T03:00:00.000Z in holdfast-production-recovery (eu-west-1, account 111122223333) is missing: no copy job began within 12 h. See its copy job, and copy it again by hand.',
    ]);
  });

  test('D3: a copy job that failed is bad at once, unless a later one mended it', () => {
    const failed = (job: CopyJob): CopyJob => ({ ...job, state: 'FAILED', explanation: 'KMS key disabled' });
    const seen = withJobs((job) =>
      isToday(job.source) && job.destinationVault === ACCOUNT_VAULT ? failed(job) : job,
    );
    expect(problems(seen)).toEqual([
      expect.stringMatching(
        /holdfast-production-account .* its copy job is FAILED \(KMS key disabled\)\. Mend the reason/,
      ),
    ]);
    const mended = { ...goodCopies(), jobs: answered([...JOBS.map(failed), ...JOBS]) };
    expect(problems(mended)).toEqual([]);
  });

  test('D3: a copy job that still runs is bad once it is due', () => {
    const seen = withJobs((job) =>
      job.source.endsWith('yesterday') ? { ...job, state: 'RUNNING', completedAt: undefined } : job,
    );
    expect(problems(seen)).toEqual([
      expect.stringMatching(/is late: its copy job is still RUNNING after more than 12 h/),
      expect.stringMatching(/is late: its copy job is still RUNNING after more than 12 h/),
    ]);
  });

  test('D3: a copy that took longer than it may is bad', () => {
    const seen = withJobs((job) =>
      job.source.endsWith('yesterday') && job.destinationVault === RECOVERY_VAULT
        ? { ...job, completedAt: ago(2 * HOUR) }
        : job,
    );
    expect(problems(seen)).toEqual([expect.stringMatching(/took 1 d 5 h 30 min, more than 12 h/)]);
  });

  test('D3: the two regions disagree: a copy job is finished and the vault does not hold its copy', () => {
    const seen = withCopies((copy) => (isToday(copy.arn) ? undefined : copy));
    expect(problems(seen)).toEqual([
      expect.stringMatching(/is gone: its copy job is COMPLETED, and the vault does not hold it/),
    ]);
  });

  test.each([
    ['the key of the lost region', PRIMARY_KEY],
    ['the key of another account', RECOVERY_KEY.replace('111122223333', BACKUP_ACCOUNT)],
  ])('D2: a copy with %s is bad', (_name, keyArn) => {
    const seen = withCopies((copy) => (isToday(copy.arn) ? { ...copy, keyArn } : copy));
    expect(problems(seen)).toEqual([
      expect.stringContaining(
        `could not be read if another region or account were lost: the key ${keyArn} is not`,
      ),
    ]);
  });

  test('D2: a copy with the wrong retention is bad, in the other account as well', () => {
    const here = withCopies((copy) => (isToday(copy.arn) ? { ...copy, deleteAfterDays: 7 } : copy));
    expect(problems(here)).toEqual([expect.stringContaining('is kept for 7 days, not for 35 days')]);
    const there = withJobs((job) =>
      isToday(job.source) && job.destinationVault === ACCOUNT_VAULT
        ? { ...job, deleteAfterDays: undefined }
        : job,
    );
    expect(problems(there)).toEqual([expect.stringContaining('is kept for ever, not for 35 days')]);
  });

  test('D2: a copy that is still being made cannot be restored', () => {
    const seen = withCopies((copy) => (isToday(copy.arn) ? { ...copy, status: 'CREATING' } : copy));
    expect(problems(seen)).toEqual([expect.stringContaining('is CREATING, and cannot be restored')]);
  });
});

describe('the recovery points that are copied', () => {
  test('D3: are stuck when they are CREATING for longer than a backup may take', () => {
    const stuck = (ageSeconds: number) =>
      withOriginals(
        ORIGINALS.map((one) =>
          isToday(one.arn)
            ? { ...one, status: 'CREATING', takenAt: ago(ageSeconds), completedAt: undefined }
            : one,
        ),
      );
    expect(problems(stuck(9 * HOUR))).toEqual([]);
    expect(problems(stuck(9 * HOUR + 1))).toEqual([
      expect.stringMatching(/has been CREATING for 9 h 1 s, more than 9 h: it is stuck\. See the backup job/),
    ]);
  });

  test('D3: are missed when a rule makes none', () => {
    const seen = withOriginals(ORIGINALS.filter(({ rule }) => rule === 'daily'));
    expect(problems(seen)).toEqual([
      'bad: The vault holdfast-production-primary in eu-central-1 holds no weekly recovery point of the last 8 d: there is nothing to copy. See the backup jobs, and that the plan still has the rule weekly.',
    ]);
  });

  test('D2: are bad with the wrong retention or in a state that cannot be restored', () => {
    const seen = withOriginals(
      ORIGINALS.map((one) => ({
        ...one,
        ...(isToday(one.arn) ? { deleteAfterDays: 3 } : { status: 'EXPIRED' }),
      })),
    );
    expect(problems(seen)).toEqual([
      expect.stringContaining('is kept for 3 days, not for 35 days'),
      expect.stringContaining('is EXPIRED, and cannot be restored'),
      expect.stringContaining('is EXPIRED, and cannot be restored'),
    ]);
  });

  test('D3: may be deleted on the last day of their life', () => {
    const short = {
      ...COPIES,
      rules: [{ name: 'daily', deleteAfterDays: 7, lookBackSeconds: 8 * DAY }],
    };
    const ending = { ...ORIGINALS[0], status: 'DELETING', deleteAfterDays: 7, takenAt: ago(6 * DAY) };
    const [original] = judgeCopies(short, withOriginals([ending as RecoveryPoint]), NOW).filter(({ check }) =>
      check.startsWith('original/'),
    );
    expect(original?.verdict).toBe('good');
  });

  test('D3: made by hand are nobody’s to copy', () => {
    const byHand = { ...ORIGINALS[0], arn: 'by-hand', rule: undefined, deleteAfterDays: 1 } as RecoveryPoint;
    expect(problems(withOriginals([...ORIGINALS, byHand]))).toEqual([]);
  });
});

describe('a vault', () => {
  test.each<[string, Partial<Vault>, RegExp]>([
    ['without a lock', { locked: false }, /can be deleted early: it is not locked/],
    ['with a lock that keeps for too short', { minDays: 1 }, /keeps for at least 1 day, not 35/],
    ['with a lock that lets the weekly ones not live', { maxDays: 40 }, /allows 40 days at most, not 365/],
    ['with a lock that someone can lift', { lockDate: undefined }, /is one of governance, not of compliance/],
    ['with the key of another region', { keyArn: PRIMARY_KEY }, /key\/primary is not one of eu-west-1/],
    ['without a key', { keyArn: undefined }, /no key is named/],
  ])('D2: %s is bad', (_name, change, sentence) => {
    expect(problems(withCopies((copy) => copy, change))).toEqual([expect.stringMatching(sentence)]);
  });

  test('D3: that was deleted is bad, and what it held is missed', () => {
    const gone: NoAnswer = { state: 'missing', reason: 'ResourceNotFoundException' };
    const seen = {
      ...goodCopies(),
      destinations: new Map([[RECOVERY_VAULT, { vault: gone, points: gone }]]),
    };
    const found = problems(seen);
    expect(found).toHaveLength(3);
    for (const one of found)
      expect(one).toMatch(/^bad: There is no vault holdfast-production-recovery in eu-west-1/);
  });

  test.each<NoAnswer['state']>(['denied', 'throttled', 'unavailable'])(
    'D3: of the recovery region that answers "%s" is unknown, and the account’s copies are judged all the same',
    (state) => {
      const silent: NoAnswer = { state, reason: 'why' };
      const seen = {
        ...goodCopies(),
        destinations: new Map([[RECOVERY_VAULT, { vault: silent, points: silent }]]),
      };
      const findings = judgeCopies(COPIES, seen, NOW);
      expect(overall(findings)).toBe('unknown');
      expect(findings.filter(({ verdict }) => verdict === 'unknown').map(({ check }) => check)).toEqual([
        'vault/eu-west-1',
        'copy/daily/eu-west-1/holdfast-production-recovery',
        'copy/weekly/eu-west-1/holdfast-production-recovery',
      ]);
    },
  );

  test('D3: whose recovery points cannot be read leaves nothing to judge', () => {
    const good = goodCopies();
    const denied: NoAnswer = { state: 'denied', reason: 'AccessDeniedException' };
    expect(problems({ ...good, source: { ...good.source, points: denied } })).toEqual([
      expect.stringMatching(/^unknown: It is not known how the vault holdfast-production-primary/),
    ]);
    expect(problems({ ...good, jobs: denied })).toHaveLength(4);
  });
});
