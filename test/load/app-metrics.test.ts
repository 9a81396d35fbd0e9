import { countedBetween, hitRate, parseMetrics, replicaMetrics } from './app-metrics.ts';

const text = `# TYPE holdfast_cache_requests counter
holdfast_cache_requests{kind="search",result="hit"} 30
holdfast_cache_requests{kind="dashboard",result="hit"} 10
holdfast_cache_requests{kind="search",result="miss"} 5
http_server_active_requests 3
nodejs_eventloop_delay_p99 0.0215
holdfast_errors{route="a \\"quoted\\" one",code="x"} 1
`;

describe('what a replica says about itself', () => {
  it('is read from the format of Prometheus', () => {
    expect(replicaMetrics(parseMetrics(text))).toEqual({
      cache: { hit: 40, miss: 5 },
      requestsUnderWay: 3,
      statementsWaiting: 0,
      eventLoopDelayP99: 21.5,
      eventLoopUse: 0,
    });
  });

  it('B3: counts as hits what needed no load of its own, since the first reading', () => {
    const counted = countedBetween(
      { hit: 40, miss: 5 },
      { hit: 100, miss: 25, joined: 10, stale: 0, bypass: 10 },
    );
    expect(hitRate(counted)).toBe(0.7);
    expect(hitRate({})).toBeUndefined();
  });
});
