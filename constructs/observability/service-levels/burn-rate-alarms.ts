import { Duration } from 'aws-cdk-lib';
import {
  AlarmRule,
  ComparisonOperator,
  type IAlarmRule,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { conditionAlarm } from '../platform-alarm.ts';
import { type BurnRate, reachableRates } from './burn-rates.ts';
import type { ServiceLevel } from './objective.ts';

/** When a budget burns too fast, by what is asked of a person. */
export type BurningRules = Readonly<Record<BurnRate['urgency'], readonly IAlarmRule[]>>;

/** Creates one alarm for each rate and window, and says when they mean that a person is needed. */
export function burnRateAlarms(scope: Construct, prefix: string, level: ServiceLevel): BurningRules {
  const rules: Record<BurnRate['urgency'], IAlarmRule[]> = { page: [], ticket: [] };
  for (const burn of reachableRates(level.goalPercent)) {
    const windows = [burn.longMinutes, burn.shortMinutes];
    rules[burn.urgency].push(
      AlarmRule.allOf(...windows.map((minutes) => windowAlarm(scope, prefix, level, burn, minutes))),
    );
  }
  return rules;
}

function windowAlarm(
  scope: Construct,
  prefix: string,
  { subject, sloName, resource }: ServiceLevel,
  { rate, urgency }: BurnRate,
  minutes: number,
) {
  const window = minutes < 60 ? `${minutes}m` : `${minutes / 60}h`;
  const name = `slo-${subject}-${String(rate).replace('.', '-')}x-${window}`;
  const alarm = conditionAlarm(
    scope,
    { prefix, family: 'service-level', section: `service-level-${urgency}` },
    {
      name,
      meaning: `Within ${window} the error budget of ${subject} burned ${rate} times too fast.`,
      metric: new Metric({
        namespace: 'AWS/ApplicationSignals',
        metricName: 'BurnRate',
        dimensionsMap: { SloName: sloName, BurnRateWindowMinutes: String(minutes) },
        statistic: Stats.MAXIMUM,
        period: Duration.minutes(1),
      }),
      threshold: rate,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      periods: 1,
      breaching: 1,
      // Without requests there is no rate; that a region serves nobody is found out from outside.
      missing: TreatMissingData.NOT_BREACHING,
      criteria: ['A1'],
    },
  );
  alarm.node.addDependency(resource);
  return alarm;
}
