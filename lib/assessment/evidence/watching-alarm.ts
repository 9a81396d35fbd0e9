import { property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asBoolean, asList, asNumber, isRecord } from '../read/value.ts';

/** What an alarm looks at. */
export interface Watched {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Alarms in the place of a resource that look at a metric with these dimensions, among others. */
export function alarmsOn(watched: Watched, beside: Resource, graph: ResourceGraph): readonly Resource[] {
  return graph
    .ofType('AWS::CloudWatch::Alarm')
    .filter(
      (alarm) =>
        alarm.stack.region === beside.stack.region &&
        alarm.stack.account === beside.stack.account &&
        property(alarm, 'Namespace') === watched.namespace &&
        property(alarm, 'MetricName') === watched.metric &&
        Object.entries(watched.dimensions).every(([name, value]) =>
          asList(property(alarm, 'Dimensions')).some(
            (one) => isRecord(one) && one.Name === name && one.Value === value,
          ),
        ),
    );
}

/** Why an alarm tells nobody, or undefined when it does. */
export function muted(alarm: Resource): string | undefined {
  if (asBoolean(property(alarm, 'ActionsEnabled') ?? true) !== true) return 'its actions are off';
  return asList(property(alarm, 'AlarmActions')).length === 0 ? 'it has no action' : undefined;
}

/** Seconds from the moment that a metric breaches to the alarm, at most; undefined when a setting is not known. */
export function evaluationSeconds(alarm: Resource): number | undefined {
  const [period, periods] = ['Period', 'EvaluationPeriods'].map((path) => asNumber(property(alarm, path)));
  return period === undefined || periods === undefined ? undefined : period * periods;
}

/** True when an alarm also rings while its metric says nothing. */
export function ringsOnSilence(alarm: Resource): boolean {
  return property(alarm, 'TreatMissingData') === 'breaching';
}
