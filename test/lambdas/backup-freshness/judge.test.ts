import { judgeFreshness } from '../../../lambdas/backup-freshness/judge.ts';
import type { FreshnessSeen } from '../../../lambdas/backup-freshness/seen.ts';
import { answered, type NoAnswer } from '../../../lambdas/verification/answer.ts';
import { overall } from '../../../lambdas/verification/finding.ts';
import { ago, DAY, FRESHNESS, goodFreshness, HOUR, MINUTE, NOW, ORIGINALS } from '../scenario.ts';

const judge = (seen: FreshnessSeen, now = NOW) => judgeFreshness(FRESHNESS, seen, now);

/** The sentence of a check that is not good. */
function problem(seen: FreshnessSeen, check: string, now = NOW): string {
  const found = judge(seen, now).findings.find((one) => one.check === check && one.verdict !== 'good');
  if (!found) throw new Error(`${check} is good or was not looked at.`);
  return `${found.verdict}: ${found.sentence}`;
}

function withPrimary(change: Partial<FreshnessSeen['primary']>): FreshnessSeen {
  const good = goodFreshness();
  return { ...good, primary: { ...good.primary, ...change } };
}

function withRecovery(change: Partial<FreshnessSeen['recovery']>): FreshnessSeen {
  const good = goodFreshness();
  return { ...good, recovery: { ...good.recovery, ...change } };
}

describe('the freshness of backups', () => {
  test('D3: is good when both regions could restore what is young enough, and its numbers are the ages', () => {
    const { findings, measurements } = judge(goodFreshness());
    expect(overall(findings)).toBe('good');
    expect(findings).toHaveLength(6);
    expect(
      Object.fromEntries(
        measurements.map(({ name, dimensions, seconds }) => [
          `${name} ${dimensions.Source} ${dimensions.Region}`,
          seconds,
        ]),
      ),
    ).toEqual({
      'AchievedRpoSeconds point-in-time eu-central-1': 4 * MINUTE,
      'AchievedRpoSeconds daily eu-central-1': 8 * HOUR,
      'AchievedRpoSeconds weekly eu-central-1': 30 * HOUR,
      'AchievedRpoSeconds point-in-time eu-west-1': 9 * MINUTE,
      'AchievedRpoSeconds daily eu-west-1': 8 * HOUR,
      'AchievedRpoSeconds weekly eu-west-1': 30 * HOUR,
    });
  });

  test('D3: is good at exactly the objective and bad a second later, also across midnight', () => {
    const midnight = new Date('2026-12-01T00:00:00Z');
    const at = (ageSeconds: number) =>
      withPrimary({
        pointInTime: answered({ latest: new Date(+midnight - ageSeconds * 1000), status: 'available' }),
      });
    const verdict = (seconds: number) =>
      judge(at(seconds), midnight).findings.find(({ check }) => check === 'point-in-time/eu-central-1')
        ?.verdict;
    expect([verdict(HOUR), verdict(HOUR + 1)]).toEqual(['good', 'bad']);
  });

  test('D3: names a stale snapshot, its age and its limit', () => {
    const stale = answered(ORIGINALS.filter(({ rule }) => rule === 'weekly'));
    const old = { ...ORIGINALS[0], takenAt: ago(37 * HOUR) } as (typeof ORIGINALS)[number];
    expect(
      problem(withPrimary({ recoveryPoints: answered([...stale.value, old]) }), 'daily/eu-central-1'),
    ).toBe(
      'bad: The newest daily recovery point in eu-central-1 is of 2026-11-21T22:00:00.000Z, 1 d 13 h ago, which is more than the limit of 1 d 12 h. See why no later one is there, and back up by hand.',
    );
  });

  test('D3: does not take a recovery point that is stuck creating for one that can be restored', () => {
    const stuck = ORIGINALS.map((one) => (one.rule === 'daily' ? { ...one, status: 'CREATING' } : one));
    expect(problem(withPrimary({ recoveryPoints: answered(stuck) }), 'daily/eu-central-1')).toMatch(
      /^bad: The vault holdfast-production-primary in eu-central-1 holds no daily recovery point .* \(2 are CREATING\)/,
    );
  });

  test('D3: says that replicated backups are missing, and measures nothing for them', () => {
    const seen = withRecovery({ pointInTime: answered({ latest: undefined, status: 'not replicated' }) });
    expect(problem(seen, 'point-in-time/eu-west-1')).toBe(
      'bad: No point in time of holdfast-production-db can be restored in eu-west-1: not replicated. Deploy the stack of the database, which switches its backups and their replication on.',
    );
    expect(judge(seen).measurements).toHaveLength(5);
  });

  test.each<[NoAnswer['state'], string]>([
    [
      'missing',
      'bad: There is no vault holdfast-production-recovery in eu-west-1. Deploy the foundation stack',
    ],
    [
      'denied',
      'unknown: It is not known how the vault holdfast-production-recovery in eu-west-1 is: denied (why)',
    ],
    [
      'throttled',
      'unknown: It is not known how the vault holdfast-production-recovery in eu-west-1 is: throttled',
    ],
    [
      'unavailable',
      'unknown: It is not known how the vault holdfast-production-recovery in eu-west-1 is: unavailable',
    ],
  ])(
    'D3: %s in the recovery region is no pass there, and the primary region is judged all the same',
    (state, sentence) => {
      const seen = withRecovery({ recoveryPoints: { state, reason: 'why' } });
      for (const rule of ['daily', 'weekly']) expect(problem(seen, `${rule}/eu-west-1`)).toContain(sentence);
      const good = judge(seen).findings.filter(({ verdict }) => verdict === 'good');
      expect(good.map(({ check }) => check)).toEqual([
        'point-in-time/eu-central-1',
        'daily/eu-central-1',
        'weekly/eu-central-1',
        'point-in-time/eu-west-1',
      ]);
      expect(judge(seen).measurements).toHaveLength(4);
    },
  );

  test('D3: a copy that is newer than every original means that the original was lost', () => {
    const lost = ORIGINALS.filter(({ arn }) => !arn.endsWith(':today'));
    expect(problem(withPrimary({ recoveryPoints: answered(lost) }), 'agreement/daily')).toBe(
      'bad: eu-west-1 has daily data of 2026-11-23T03:00:00.000Z, and eu-central-1, which it comes from, only of 2026-11-22T03:00:00.000Z. See who deleted it there, and keep the copy.',
    );
  });

  test('D3: two regions may differ by what their clocks do, and by no more', () => {
    const ahead = (seconds: number) =>
      judge(
        withRecovery({
          pointInTime: answered({ latest: ago(4 * MINUTE - seconds), status: 'active' }),
        }),
      ).findings.some(({ check }) => check === 'agreement/point-in-time');
    expect([ahead(300), ahead(301)]).toEqual([false, true]);
  });

  test('D3: a backup by hand stands in for one of the plan when it is kept for as long', () => {
    const [today, ...others] = ORIGINALS.filter(({ arn }) => !arn.endsWith(':yesterday'));
    const byHand = (deleteAfterDays: number) =>
      answered([...others, { ...today, rule: undefined, deleteAfterDays } as (typeof ORIGINALS)[number]]);
    expect(overall(judge(withPrimary({ recoveryPoints: byHand(35) })).findings)).toBe('good');
    expect(problem(withPrimary({ recoveryPoints: byHand(7) }), 'daily/eu-central-1')).toContain(
      'holds no daily',
    );
  });

  test('D3: data of the future is no good news', () => {
    const seen = withPrimary({ pointInTime: answered({ latest: ago(-DAY), status: 'available' }) });
    expect(problem(seen, 'point-in-time/eu-central-1')).toMatch(
      /^bad: .* is in the future: one of the clocks is wrong/,
    );
  });
});
