import { peakUsers, totalSeconds } from '../profiles.ts';
import { madeSamples, start } from '../recorded-run.ts';
import { fargateProfile, fargateProfileNames } from './fargate-profile.ts';
import { exitCodeOf, type Outcome, resultOf } from './result.ts';
import { Tally } from './tally.ts';

const load = fargateProfile('load');
const warmUpSeconds = totalSeconds(load.profile.warmUp);

function judged(failed: boolean, outcome: Outcome = { kind: 'completed' }, name = load.name) {
  const profile = fargateProfile(name);
  const tally = new Tally(profile.profile, profile.windowSeconds);
  tally.add([], [{ at: start, users: 1_000 }]);
  tally.add(
    madeSamples(warmUpSeconds + 60, (at) => ({ failed: failed && at % 20 === 0 })),
    [],
  );
  return resultOf(
    profile,
    'https://origin',
    tally.tallied,
    outcome,
    new Date(start + (warmUpSeconds + 60) * 1_000),
  );
}

describe('the profiles on Fargate', () => {
  it('P2, P3, P4: are 1,000 users, twice as many and more, and 1,000 for 24 h', () => {
    const plan = Object.fromEntries(
      fargateProfileNames.map((name) => {
        const { profile } = fargateProfile(name);
        return [name, [profile.measured[0]?.users, peakUsers(profile), totalSeconds(profile.measured)]];
      }),
    );
    expect(plan).toMatchObject({
      load: [1_000, 1_000, 900],
      stress: [2_000, 6_000, 9 * 305],
      soak: [1_000, 1_000, 86_400],
    });
    expect(fargateProfile('stress').profile.untilBroken).toBe(true);
    expect(fargateProfile('soak').profile.untilBroken).toBe(false);
  });
});

describe('the result of a run', () => {
  it('judges what users see, and says nothing of what only the replicas know', () => {
    const result = judged(false);
    expect(result.verdicts.map(({ id, measured, held }) => [id, measured, held])).toEqual([
      ['B1', 150, true],
      ['S1', 0, true],
    ]);
    expect(result).toMatchObject({
      measuredFrom: new Date(start + warmUpSeconds * 1_000).toISOString(),
      perSecond: 100,
      outcome: { kind: 'completed' },
    });
    expect(exitCodeOf(result)).toBe(0);
  });

  it('S1: misses the target with one failure in twenty, and the exit code says so', () => {
    const result = judged(true);
    expect(result.verdicts.find(({ id }) => id === 'S1')).toMatchObject({ measured: 5, held: false });
    expect(exitCodeOf(result)).toBe(1);
  });

  it('P3: judges a stress run by nothing: it found its limit', () => {
    const result = judged(true, { kind: 'broke down', why: '12 % failed' }, 'stress');
    expect(result.verdicts).toEqual([]);
    expect(exitCodeOf(result)).toBe(0);
  });

  it.each<Outcome>([{ kind: 'stopped' }, { kind: 'failed', why: 'k6 ended with code 137' }])(
    'P4: never takes a run that was cut off (%j) for one that held',
    (outcome) => expect(exitCodeOf(judged(false, outcome))).toBe(2),
  );

  it('holds no target before anything was measured', () => {
    const empty = new Tally(load.profile, load.windowSeconds).tallied;
    const result = resultOf(load, 'https://origin', empty, { kind: 'completed' }, new Date(start));
    expect(result).toMatchObject({ measuredFrom: null, perSecond: 0 });
    expect(exitCodeOf(result)).toBe(1);
  });
});
