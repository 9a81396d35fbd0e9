import {
  Alarm,
  type ComparisonOperator,
  type IMetric,
  type TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

/** What an alarm belongs to; each has one file of `runbooks/alarms`. */
export type AlarmFamily =
  | 'service'
  | 'database'
  | 'cache'
  | 'backup'
  | 'edge'
  | 'service-level'
  | 'takeover'
  | 'verification';

/** One alarm, as data. */
export interface AlarmSpec {
  /** Part of the name after the platform's prefix, e.g. `database-cpu-high`. */
  readonly name: string;
  /** One sentence for whoever is woken: what is wrong, and what it means for users. */
  readonly meaning: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  /** Periods of the metric that are looked at. */
  readonly periods: number;
  /** Of these, the number that must breach. */
  readonly breaching: number;
  readonly missing: TreatMissingData;
  readonly criteria: readonly string[];
}

export interface AlarmContext {
  /** Prefix of every name of the platform. */
  readonly prefix: string;
  readonly topic: ITopic;
  readonly family: AlarmFamily;
}

/** Name that the alarm has in CloudWatch; its section in the runbook is headed by the part after the prefix. */
export function alarmName(prefix: string, name: string): string {
  return `${prefix}-${name}`;
}

/** Creates an alarm that tells the region's topic when it fires and when it is over. */
export function platformAlarm(scope: Construct, context: AlarmContext, spec: AlarmSpec): Alarm {
  const alarm = createAlarm(scope, { ...context, section: spec.name }, spec);
  const action = new SnsAction(context.topic);
  alarm.addAlarmAction(action);
  alarm.addOkAction(action);
  return alarm;
}

/** An alarm that tells nobody: a composite alarm reads it, and has the section of the runbook for both. */
export interface ConditionContext {
  readonly prefix: string;
  readonly family: AlarmFamily;
  /** Name of the composite alarm, without the prefix. */
  readonly section: string;
}

/** Creates an alarm that is part of the rule of a composite alarm. */
export function conditionAlarm(scope: Construct, context: ConditionContext, spec: AlarmSpec): Alarm {
  const alarm = createAlarm(scope, context, spec);
  acknowledge(alarm, {
    'NIST.800.53.R5-CloudWatchAlarmAction':
      'It is one condition of a composite alarm, which acts: ten alarms on one outage would wake someone ten times.',
  });
  return alarm;
}

/** What stands in a notification: what is wrong, and where the runbook says what to do. */
export function alarmDescription(meaning: string, family: AlarmFamily, section: string): string {
  return `${meaning} Runbook: runbooks/alarms/${family}.md#${section}`;
}

function createAlarm(scope: Construct, context: ConditionContext, spec: AlarmSpec): Alarm {
  const alarm = new Alarm(scope, constructId(spec.name), {
    alarmName: alarmName(context.prefix, spec.name),
    alarmDescription: alarmDescription(spec.meaning, context.family, context.section),
    metric: spec.metric,
    threshold: spec.threshold,
    comparisonOperator: spec.comparison,
    evaluationPeriods: spec.periods,
    datapointsToAlarm: spec.breaching,
    treatMissingData: spec.missing,
  });
  serves(alarm, {
    criteria: spec.criteria,
    controls: ['NIST 800-53r5 SI-4', 'ISO 27001 A.8.16', 'SOC 2 A1.1'],
  });
  return alarm;
}

/** `database-cpu-high` -> `DatabaseCpuHigh` */
function constructId(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
