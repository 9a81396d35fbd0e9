import { Arn, ArnFormat, Duration } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { RegionRole } from '../../service/task-bounds.ts';
import { alarmName } from '../platform-alarm.ts';
import { BURN_RATES } from '../service-levels/burn-rates.ts';
import { JOURNEYS, type Journey, journeyRequests, OUTCOMES } from '../service-levels/journey-requests.ts';
import { goalOf } from '../service-levels/objective.ts';
import { SERVICE_LEVEL_PAGE, SERVICE_LEVEL_TICKET } from '../service-levels/service-levels.ts';
import { graph, ROLES, regionOf, type Section, type View } from './view.ts';

/** Shares of single minutes jump at night. */
const SHARE_PERIOD = Duration.minutes(5);

/** What users were promised, what they got, and how fast the budgets burn. */
export function serviceLevelSection(scope: Construct, view: View): Section {
  return {
    title: 'Service levels',
    rows: [
      ROLES.map((role) => alarmStates(scope, view, role)),
      ...ROLES.flatMap((role) => [
        JOURNEYS.map((journey) => burnRates(view, role, journey)),
        JOURNEYS.map((journey) => shares(view, role, journey)),
      ]),
    ],
  };
}

function alarmStates(scope: Construct, view: View, role: RegionRole): AlarmStatusWidget {
  const region = regionOf(view, role);
  const alarms = [SERVICE_LEVEL_PAGE, SERVICE_LEVEL_TICKET].map((name) =>
    Alarm.fromAlarmArn(
      scope,
      `${role}-${name}`,
      Arn.format({
        partition: 'aws',
        service: 'cloudwatch',
        region,
        account: view.account,
        resource: 'alarm',
        resourceName: alarmName(view.names.prefix, name),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ),
  );
  return new AlarmStatusWidget({ title: `Alarms, ${region}`, width: 12, height: 2, alarms });
}

function burnRates(view: View, role: RegionRole, journey: Journey) {
  const metrics = (['availability', 'latency'] as const).flatMap((promised) =>
    [60, 360].map(
      (minutes) =>
        new Metric({
          namespace: 'AWS/ApplicationSignals',
          metricName: 'BurnRate',
          dimensionsMap: {
            SloName: `${view.names.prefix}-${journey}-${promised}`,
            BurnRateWindowMinutes: String(minutes),
          },
          statistic: Stats.MAXIMUM,
          period: Duration.minutes(1),
          label: `${promised}, ${minutes / 60} h`,
        }),
    ),
  );
  return graph(regionOf(view, role), {
    title: `Burn rates of ${journey}`,
    metrics,
    across: 2,
    unit: 'times the granted speed',
    lines: BURN_RATES.map(({ rate, urgency, longMinutes }) => ({
      value: rate,
      label: `${urgency} over ${longMinutes / 60} h`,
    })),
  });
}

function shares(view: View, role: RegionRole, journey: Journey) {
  const usingMetrics = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, journeyRequests(view.names, journey, outcome, SHARE_PERIOD)]),
  );
  const all = '(good + slow + failed)';
  const share = (label: string, part: string) =>
    new MathExpression({
      expression: `100 * (${part}) / ${all}`,
      usingMetrics,
      label,
      period: SHARE_PERIOD,
    });
  return graph(regionOf(view, role), {
    title: `Answers to ${journey}`,
    metrics: [share('not failed', 'good + slow'), share('in time', 'good')],
    across: 2,
    unit: 'percent of requests',
    upTo: 100,
    lines: (['availability', 'latency'] as const).map((promised) => ({
      value: goalOf(view.config, promised),
      label: `objective of ${promised}`,
    })),
  });
}
