import { keptSeconds, Traffic } from '../../../local/live-page/traffic.ts';

const counters = (answers: number, errors = 0, replicas: readonly (readonly [number, number])[] = []) => ({
  ...{ answers, errors, replicas: new Map(replicas) },
});
const none = new Float64Array();

describe('the traffic of users', () => {
  it('is what the counters have grown by, in each second and since the start', () => {
    const traffic = new Traffic();
    traffic.add(1_000, counters(500, 5, [[4001, 300]]), none);
    traffic.add(2_000, counters(540, 6, [[4001, 325]]), Float64Array.of(3, 5, 90));
    const { seconds, sinceStart, latency, replicas } = traffic.view();
    // What was counted before somebody looked is of no second.
    expect(seconds.map(({ requests, errors }) => [requests, errors])).toEqual([
      [0, 0],
      [40, 1],
    ]);
    expect(sinceStart).toEqual({ requests: 40, errors: 1, unknownSeconds: 0 });
    expect(latency).toEqual({ median: 5, p95: 90, slowest: 90 });
    expect(replicas.get(4001)).toBe(25);
  });

  it('goes on when the load balancer was started again and counts from 0', () => {
    const traffic = new Traffic();
    traffic.add(1_000, counters(500, 5), none);
    traffic.add(2_000, undefined, none);
    traffic.add(3_000, counters(12, 2), none);
    const { seconds, sinceStart } = traffic.view();
    expect(seconds.map(({ unknown }) => unknown)).toEqual([false, true, false]);
    expect(sinceStart).toEqual({ requests: 12, errors: 2, unknownSeconds: 1 });
  });

  it('counts no second as unknown before there is a load balancer', () => {
    const traffic = new Traffic();
    traffic.add(1_000, undefined, none);
    expect(traffic.view().sinceStart.unknownSeconds).toBe(0);
  });

  it('takes nothing of one platform for traffic of the next', () => {
    const traffic = new Traffic();
    traffic.add(1_000, counters(10), none);
    traffic.forgetCounters();
    traffic.add(2_000, counters(900), none);
    expect(traffic.view().sinceStart.requests).toBe(0);
  });

  it('keeps the last five minutes', () => {
    const traffic = new Traffic();
    for (let second = 0; second < keptSeconds + 5; second += 1)
      traffic.add(second * 1_000, counters(second), none);
    const { seconds, sinceStart } = traffic.view();
    expect(seconds).toHaveLength(300);
    expect(seconds[0]?.at).toBe(5_000);
    expect(sinceStart.requests).toBe(keptSeconds + 4);
  });
});
