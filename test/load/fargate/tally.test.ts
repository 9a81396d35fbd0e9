import { requestsOf, windowsOf } from '../latencies.ts';
import { type Profile, profileOf, totalSeconds } from '../profiles.ts';
import { madeSamples, start } from '../recorded-run.ts';
import type { Sample } from '../samples.ts';
import { Tally } from './tally.ts';

const load: Profile = { ...profileOf('load', 120), warmUp: [{ seconds: 60, users: 1_000 }] };
const warmUp = totalSeconds(load.warmUp) * 1_000;
/** A hundred a second, from the first second of the warm-up to ten seconds after the end. */
const samples = madeSamples(60 + 120 + 10, (at) => ({
  failed: at % 50 === 0,
  status: at % 50 === 0 ? 503 : 200,
}));
const users = Array.from({ length: 180 }, (_, second) => ({
  at: start + second * 1_000,
  users: Math.min(1_000, second * 34),
}));

/** As k6 tells them: once a second, and not in order within it. */
function told(tally: Tally, all: readonly Sample[]): Tally {
  for (const [second, count] of users.entries()) {
    const from = start + second * 1_000;
    const piece = all.filter(({ at }) => at >= from && at < from + 1_000).reverse();
    tally.add(piece, [count]);
  }
  tally.add(
    all.filter(({ at }) => at >= start + 180_000),
    [],
  );
  tally.end();
  return tally;
}

describe('a run that is added up as it goes', () => {
  const measured = samples.filter(({ at }) => at >= start + warmUp && at < start + warmUp + 120_000);

  it('counts the measured part, and neither the warm-up nor what comes after', () => {
    const { from, all, api, failures, users: most } = told(new Tally(load, 10), samples).tallied;
    expect(from).toBe(start + warmUp);
    expect(all).toEqual(requestsOf(measured));
    expect(api).toEqual(requestsOf(measured.filter(({ name }) => name === 'GET /api/dashboard')));
    expect(failures).toEqual({ 503: all.failures });
    expect(most).toBe(1_000);
  });

  it('tells each request’s share, the most frequent first', () => {
    const { byRequest } = told(new Tally(load, 10), samples).tallied;
    expect(byRequest.map(({ name, count }) => [name, count])).toEqual([
      ['GET /api/dashboard', 10_800],
      ['GET /dashboard', 1_200],
    ]);
  });

  it('has the windows that all samples together would give, also those in which nothing came', () => {
    const gap = measured.filter(({ at }) => at < start + warmUp + 40_000 || at >= start + warmUp + 65_000);
    const { windows } = told(new Tally(load, 10), gap).tallied;
    const span = { from: start + warmUp, to: start + warmUp + 120_000 };
    expect(windows).toEqual(windowsOf(gap, users, span, 10_000));
    expect(windows[5]).toMatchObject({ fromSecond: 50, count: 0, users: 1_000 });
  });

  it('keeps no more samples than those of the newest windows', () => {
    const tally = told(new Tally(load, 10), samples);
    const late = { ...(measured[0] as Sample), milliseconds: 40_000 };
    tally.add([late], []);
    tally.end();
    const { all, windows } = tally.tallied;
    expect(all).toMatchObject({ count: measured.length + 1, latencies: { max: 40_000 } });
    expect(windows).toHaveLength(12);
    expect(windows[0]).toMatchObject({ count: 1_000 });
  });

  it('tells a stress run’s steps apart, without the seconds in which users are still coming', () => {
    const stress = profileOf('stress', 20);
    const { steps } = told(new Tally(stress, 10), samples).tallied;
    // 60 s of warm-up; then 5 s of coming and 20 s of step each.
    expect(steps.map(({ users: present, all }) => [present, all.count])).toEqual([
      [2_000, 2_000],
      [2_500, 2_000],
      [3_000, 2_000],
      [3_500, 2_000],
      [4_000, 2_000],
    ]);
    expect(told(new Tally(load, 10), samples).tallied.steps).toEqual([]);
  });
});
