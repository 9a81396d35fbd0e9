import { type CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Finding } from './finding.ts';
import { RUN_METRICS, VERIFIER_NAMESPACE } from './metric-names.ts';

/** Something measured, in seconds. */
export interface Measurement {
  /** Name of the metric. */
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/** What a run publishes. The environment is part of every dimension, so that staging never rings for production. */
export function metricData(
  environment: string,
  verifier: string,
  findings: readonly Finding[],
  measurements: readonly Measurement[],
  at: Date,
): MetricDatum[] {
  const count = (name: string, value: number): MetricDatum => ({
    MetricName: name,
    Dimensions: dimensions({ Environment: environment, Verifier: verifier }),
    Timestamp: at,
    Unit: 'Count',
    Value: value,
  });
  return [
    ...measurements.map(
      (measured): MetricDatum => ({
        MetricName: measured.name,
        Dimensions: dimensions({ Environment: environment, ...measured.dimensions }),
        Timestamp: at,
        Unit: 'Seconds',
        Value: measured.seconds,
      }),
    ),
    count(RUN_METRICS.problems, findings.filter(({ verdict }) => verdict !== 'good').length),
    count(RUN_METRICS.runs, 1),
  ];
}

function dimensions(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([Name, Value]) => ({ Name, Value }));
}

/** That a run came to its end, for a region that watches whether this one still says anything. */
export function signOfLife(environment: string, verifier: string, at: Date): MetricDatum[] {
  return metricData(environment, verifier, [], [], at).filter(
    ({ MetricName }) => MetricName === RUN_METRICS.runs,
  );
}

export async function publish(client: CloudWatchClient, data: readonly MetricDatum[]): Promise<void> {
  await client.send(new PutMetricDataCommand({ Namespace: VERIFIER_NAMESPACE, MetricData: [...data] }));
}
