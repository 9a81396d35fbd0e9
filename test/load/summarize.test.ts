import { madeRun, madeSamples, start } from './recorded-run.ts';
import { summarize } from './summarize.ts';

describe('the record of a run', () => {
  it('B1: tells the percentiles of the API apart from those of pages', () => {
    const { api, all } = summarize(
      madeRun({ samples: madeSamples(60, (at) => (at % 10 === 0 ? { milliseconds: 5_000 } : {})) }),
    );
    expect(api).toEqual({
      count: 5_400,
      failures: 0,
      latencies: { p50: 20, p95: 150, p99: 150, max: 150 },
    });
    expect(all.latencies?.p99).toBe(5_000);
  });

  it('counts neither the warm-up nor what comes after the end', () => {
    const around = [
      { ...madeSamples(1)[0], at: start - 1 },
      { ...madeSamples(1)[0], at: start + 60_000 },
    ];
    const samples = [...madeSamples(60), ...(around as ReturnType<typeof madeSamples>)];
    expect(summarize(madeRun({ samples })).all.count).toBe(6_000);
  });

  it('S1: counts failures by their status, with 0 for no answer', () => {
    const samples = madeSamples(60, (at) =>
      at % 50 === 1 ? { failed: true, status: at % 100 === 1 ? 0 : 503 } : {},
    );
    const { failures, verdicts } = summarize(madeRun({ samples }));
    expect(failures).toEqual({ 0: 60, 503: 60 });
    expect(verdicts.find(({ id }) => id === 'S1')).toMatchObject({ measured: 2, held: false });
  });

  it('B3: takes the hit rate from what the cache counted in the measured part', () => {
    const { cache, verdicts } = summarize(madeRun());
    expect(cache.hitRate).toBe(0.8);
    expect(cache.counts).toEqual({ hit: 19 * 80, miss: 19 * 20 });
    expect(verdicts.find(({ id }) => id === 'B3')).toMatchObject({ measured: 80, held: true });
  });

  it('shows the middle of the run in a window of its own', () => {
    const samples = madeSamples(60, (at) => (at >= 3_000 && at < 3_100 ? { milliseconds: 900 } : {}));
    const { apiWindows } = summarize(madeRun({ samples }));
    expect(apiWindows).toHaveLength(60);
    expect(
      apiWindows.filter(({ latencies }) => latencies?.p50 === 900).map(({ fromSecond }) => fromSecond),
    ).toEqual([30]);
  });

  it('divides processors and memory among the processes, and tells what others took', () => {
    const { processes, otherWork } = summarize(madeRun());
    expect(processes.map(({ name, processors }) => [name, processors.mean])).toEqual([
      ['replica 1', 0.5],
      ['k6', 0.1],
    ]);
    expect(processes[0]?.mebibytes).toEqual({ first: 100, last: 119, max: 119 });
    expect(otherWork).toBe(1);
  });

  it('P3: has a row for each whole step of a stress run, and says where it broke down', () => {
    const stages = [
      { seconds: 5, users: 2_000 },
      { seconds: 20, users: 2_000 },
      { seconds: 5, users: 2_500 },
      { seconds: 20, users: 2_500 },
      { seconds: 5, users: 3_000 },
      { seconds: 20, users: 3_000 },
    ];
    const { conditions } = madeRun();
    const { steps, brokeDown } = summarize(
      madeRun({
        conditions: { ...conditions, profile: 'stress' },
        stages,
        brokeDown: 'half of all requests failed',
        userCounts: [{ at: start + 58_000, users: 3_000 }],
        // Nobody was answered in the last of the ten seconds that tell a breakdown.
        samples: madeRun().samples.filter(({ at }) => at < start + 59_000),
      }),
    );
    // The third step was cut off after five of its twenty seconds.
    expect(steps.map(({ users, perSecond }) => [users, perSecond])).toEqual([
      [2_000, 100],
      [2_500, 100],
    ]);
    expect(brokeDown).toEqual({ users: 3_000, perSecond: 90, why: 'half of all requests failed' });
  });

  it('says what could not be measured instead of passing it', () => {
    const { verdicts } = summarize(madeRun({ samples: [], observations: [], statements: [] }));
    expect(verdicts.map(({ id, measured, held }) => [id, measured, held])).toEqual([
      ['B1', null, false],
      ['B3', null, false],
      ['B5', null, false],
      ['S1', null, false],
    ]);
  });
});
