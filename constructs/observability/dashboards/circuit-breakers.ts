import { Duration } from 'aws-cdk-lib';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { appMetric } from '../app-metric.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** Circuits of the app, by the name that it reports them under. */
export const CIRCUITS = ['model-primary', 'model-secondary', 'crm', 'crm-token', 'crm-mirror'] as const;

const MINUTE = Duration.minutes(1);

/** Whether the app still calls what it depends on outside, and how often it failed by our fault. */
export function circuitBreakerSection(view: View): Section {
  return {
    title: 'Circuit breakers',
    rows: ROLES.map((role) => [
      graph(regionOf(view, role), {
        title: 'Circuits, worst task',
        metrics: CIRCUITS.map((policy) =>
          appMetric(view.names, 'holdfast.circuit.state', { policy }, Stats.MAXIMUM, MINUTE).with({
            label: policy,
          }),
        ),
        across: 2,
        unit: '0 closed, 1 trying, 2 open',
        upTo: 2,
      }),
      graph(regionOf(view, role), {
        title: 'Requests that failed by our fault',
        metrics: [appMetric(view.names, 'holdfast.errors', {}, Stats.SUM, MINUTE).with({ label: 'failed' })],
        across: 2,
        unit: 'requests a minute',
      }),
    ]),
  };
}
