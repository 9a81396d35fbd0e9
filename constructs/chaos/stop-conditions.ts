import { alarmName } from '../observability/platform-alarm.ts';
import { JOURNEYS } from '../observability/service-levels/journey-requests.ts';
import type { ExperimentContext } from './experiment.ts';

/**
 * The alarms that end an experiment: the fastest window of each availability objective, and the share of failed requests,
 * which needs no objective to be calculated. An experiment may cost a little of the error budget, never the month's.
 */
export function stopConditions({ partition, region, account, names }: ExperimentContext) {
  const alarms = [
    ...JOURNEYS.map((journey) => `slo-${journey}-availability-14-4x-5m`),
    'app-target-5xx',
    'alb-5xx',
  ];
  return alarms.map((alarm) => ({
    source: 'aws:cloudwatch:alarm',
    value: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${alarmName(names.prefix, alarm)}`,
  }));
}
