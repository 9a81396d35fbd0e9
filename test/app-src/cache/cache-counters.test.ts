import { createRequire } from 'node:module';
import path from 'node:path';
import { CacheCounters } from '../../../app-src/src/cache/cache-counters.ts';

// The app's own copies: the repository's root holds others.
const require = createRequire(path.resolve(import.meta.dirname, '../../../app-src/package.json'));
const { metrics } = require('@opentelemetry/api');
const {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} = require('@opentelemetry/sdk-metrics');

interface Exported {
  readonly descriptor: { readonly name: string };
  readonly dataPoints: readonly { readonly value: number; readonly attributes: object }[];
}

describe('the counters of the cache', () => {
  it('tell the metrics pipeline and the status page how reads were answered', async () => {
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 });
    const provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(provider);
    const counters = new CacheCounters();
    expect(counters.hitRate).toBeUndefined();

    for (const result of ['hit', 'hit', 'stale', 'joined', 'miss', 'bypass'] as const) {
      counters.count('dashboard', result);
    }
    await provider.forceFlush();
    await provider.shutdown();

    expect(counters.counts).toEqual({ hit: 2, joined: 1, stale: 1, miss: 1, bypass: 1 });
    expect(counters.hitRate).toBeCloseTo(4 / 6);
    const metric: Exported = exporter.getMetrics()[0].scopeMetrics[0].metrics[0];
    expect(metric.descriptor.name).toBe('holdfast.cache.requests');
    const points = metric.dataPoints.map(({ attributes, value }) => [attributes, value]);
    expect(points).toContainEqual([{ kind: 'dashboard', result: 'hit' }, 2]);
    expect(points).toContainEqual([{ kind: 'dashboard', result: 'bypass' }, 1]);
  });
});
