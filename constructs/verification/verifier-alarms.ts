import type { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { RUN_METRICS, VERIFIER_NAMESPACE } from '../../lambdas/verification/metric-names.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { type AlarmSpec, platformAlarm } from '../observability/platform-alarm.ts';

/** A verifier, as its alarms know it. */
export interface WatchedVerifier {
  /** Value of the dimension `Verifier`, and the beginning of its alarms' names. */
  readonly name: string;
  /** What it proves, as the subject of a sentence: `The age of the backups`. */
  readonly proves: string;
  readonly silence: { readonly period: Duration; readonly periods: number };
  readonly problem: { readonly period: Duration; readonly periods: number };
}

export interface VerifierAlarmsProps {
  readonly names: PlatformNames;
  readonly topic: ITopic;
  readonly verifier: WatchedVerifier;
  /** In the region that a verifier does not run in, only its silence is watched. */
  readonly only?: 'silence';
}

/** A verifier has two: it found something, and it says nothing. Silence never counts as good. */
export class VerifierAlarms extends Construct {
  constructor(scope: Construct, id: string, props: VerifierAlarmsProps) {
    super(scope, id);
    const { names, topic, verifier } = props;
    const add = (spec: AlarmSpec) =>
      platformAlarm(this, { prefix: names.prefix, topic, family: 'verification' }, spec);
    const metric = (metricName: string, period: Duration, statistic: string) =>
      verifierMetric(names, verifier.name, metricName, period, statistic);
    add({
      name: `${verifier.name}-silent`,
      meaning: `${verifier.proves} is not proven any more: the verifier has not come to an end of a run.`,
      metric: metric(RUN_METRICS.runs, verifier.silence.period, Stats.SUM),
      threshold: 1,
      comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      periods: verifier.silence.periods,
      breaching: verifier.silence.periods,
      missing: TreatMissingData.BREACHING,
      criteria: ['D3'],
    });
    if (props.only === 'silence') return;
    add({
      name: `${verifier.name}-problem`,
      meaning: `${verifier.proves} is not as it should be, or could not be looked at.`,
      metric: metric(RUN_METRICS.problems, verifier.problem.period, Stats.MAXIMUM),
      threshold: 0,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      periods: verifier.problem.periods,
      breaching: verifier.problem.periods,
      // No number means no run, and that is what the other alarm is for.
      missing: TreatMissingData.NOT_BREACHING,
      criteria: ['D3'],
    });
  }
}

/** A metric of a verifier as a whole, of this environment alone. */
export function verifierMetric(
  names: PlatformNames,
  verifier: string,
  metricName: string,
  period: Duration,
  statistic: string,
): Metric {
  return new Metric({
    namespace: VERIFIER_NAMESPACE,
    metricName,
    dimensionsMap: { Environment: names.prefix, Verifier: verifier },
    statistic,
    period,
  });
}
