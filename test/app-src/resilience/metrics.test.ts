import { createRequire } from 'node:module';
import path from 'node:path';
import { Policies } from '../../../app-src/src/resilience/policies.ts';

// The app's own copies: instruments belong to the meter provider of the same copy of the API.
const require = createRequire(path.resolve(import.meta.dirname, '../../../app-src/package.json'));
const { metrics } = require('@opentelemetry/api');
const { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } =
  require('@opentelemetry/sdk-metrics');

interface Exported {
  readonly descriptor: { readonly name: string };
  readonly dataPoints: readonly {
    readonly value: number;
    readonly attributes: { readonly policy: string };
  }[];
}

describe('the metrics of policies', () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  beforeAll(() => metrics.setGlobalMeterProvider(provider));
  afterAll(() => provider.shutdown());

  it('tell the circuit, the retries, the failures and the fallbacks of each', async () => {
    const policies = new Policies();
    const limits = { timeoutMilliseconds: 100, deadlineMilliseconds: 1_000, concurrent: 1 };
    const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 60_000, volumeThreshold: 2 };
    const failing = policies.create('failing', { ...limits, retries: 1, breaker });
    policies.create('idle', { ...limits, breaker });
    await failing.run(() => Promise.reject(new Error('no')), { idempotent: true }).catch(() => undefined);
    await failing.run(async () => undefined, { idempotent: true }).catch(() => undefined);
    failing.fellBack();

    await provider.forceFlush();
    const exported: Exported[] = exporter.getMetrics().at(-1).scopeMetrics[0].metrics;
    const value = (name: string, policy: string) =>
      exported
        .find(({ descriptor }) => descriptor.name === `holdfast.${name}`)
        ?.dataPoints.find(({ attributes }) => attributes.policy === policy)?.value;
    expect({
      circuit: value('circuit.state', 'failing'),
      idle: value('circuit.state', 'idle'),
      retries: value('policy.retries', 'failing'),
      failures: value('policy.failures', 'failing'),
      rejected: value('policy.rejected', 'failing'),
      fallbacks: value('policy.fallbacks', 'failing'),
    }).toEqual({ circuit: 2, idle: 0, retries: 1, failures: 2, rejected: 1, fallbacks: 1 });
    policies.close();
  });
});
