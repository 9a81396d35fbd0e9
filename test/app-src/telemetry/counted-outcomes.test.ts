import { createLogger } from '../../../app-src/src/logging/logger.ts';
import { BrowserReports } from '../../../app-src/src/telemetry/browser-reports.ts';
import { journeys, outcomes } from '../../../app-src/src/telemetry/journey.ts';
import { startMetering } from '../../../app-src/src/telemetry/metering.ts';
import { Observations } from '../../../app-src/src/telemetry/observations.ts';
import { replicaResource } from '../../../app-src/src/telemetry/resource.ts';
import { VITALS } from '../../../constructs/observability/dashboards/web-vitals.ts';
import { JOURNEYS, OUTCOMES } from '../../../constructs/observability/service-levels/journey-requests.ts';

const telemetry = {
  on: true,
  endpoint: undefined,
  traceRatio: 0,
  metricsMilliseconds: 60_000,
  metricsToken: undefined,
  responseLimitMilliseconds: 200,
  region: undefined,
};
const metering = startMetering(telemetry, replicaResource({ version: '1', region: undefined }));
const observations = new Observations(200);
const reports = new BrowserReports(createLogger('silent'));

/** Series of a counter, by its labels as they are written. */
async function counted(name: string): Promise<Map<string, number>> {
  const lines = [...(await metering.text()).matchAll(new RegExp(`^${name}_total\\{(.*?)\\} (\\d+)`, 'gm'))];
  return new Map(lines.map(([, labels = '', value]) => [labels, Number(value)]));
}

const series = (key: string, value: string, outcome: string) => `${key}="${value}",outcome="${outcome}"`;

describe('what is counted by its outcome', () => {
  it('A1: every outcome of every journey is there from the start, so that a quiet one is a zero and no gap', async () => {
    const found = await counted('holdfast_journey_requests');
    const expected = journeys.flatMap((journey) => outcomes.map((one) => series('journey', journey, one)));
    expect([...found.keys()].sort()).toEqual(expected.sort());
    expect(new Set(found.values())).toEqual(new Set([0]));
  });

  it('A1: the platform looks for the words that the app counts by', () => {
    expect([...journeys]).toEqual([...JOURNEYS]);
    expect([...outcomes]).toEqual([...OUTCOMES]);
  });

  it('A1, B1: a request is counted once, by its journey and outcome', async () => {
    const served = { method: 'GET', address: '/api/proposals', finished: true };
    observations.served({ ...served, status: 200, milliseconds: 20 });
    observations.served({ ...served, status: 200, milliseconds: 900 });
    observations.served({ ...served, status: 503, milliseconds: 5 });
    observations.served({ ...served, method: 'POST', status: 201, milliseconds: 20 });
    observations.served({ ...served, address: '/api/health', status: 200, milliseconds: 1 });
    expect(await counted('holdfast_journey_requests')).toEqual(
      new Map([
        [series('journey', 'read', 'good'), 1],
        [series('journey', 'read', 'slow'), 1],
        [series('journey', 'read', 'failed'), 1],
        [series('journey', 'write', 'good'), 1],
        [series('journey', 'write', 'slow'), 0],
        [series('journey', 'write', 'failed'), 0],
      ]),
    );
  });

  it.each([
    ['LCP', 1_999, 2_000],
    ['INP', 99, 100],
    ['CLS', 0.099, 0.1],
  ] as const)('F1, F2, F3: %s of %d is good, of %d is poor', async (name, good, poor) => {
    reports.measured({ name, value: good, page: '/' }, new Headers());
    reports.measured({ name, value: poor, page: '/' }, new Headers());
    const found = await counted('holdfast_web_vitals_visits');
    expect(found.get(series('vital', name, 'good'))).toBe(1);
    expect(found.get(series('vital', name, 'poor'))).toBe(1);
  });

  it('F1: the dashboard shows every vital that browsers tell', async () => {
    const found = await counted('holdfast_web_vitals_visits');
    const vitals = [...found.keys()].map((labels) => /vital="(\w+)"/.exec(labels)?.[1]);
    expect([...new Set(vitals)].sort()).toEqual([...VITALS].sort());
  });
});
