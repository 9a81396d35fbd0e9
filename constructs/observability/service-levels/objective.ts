import { CfnServiceLevelObjective } from 'aws-cdk-lib/aws-applicationsignals';
import type { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import { serves } from '../../traceability.ts';
import { burnWindows, OBJECTIVE_DAYS, reachableRates } from './burn-rates.ts';
import { type IndicatorProps, indicator, type Promised } from './indicator.ts';
import type { Journey } from './journey-requests.ts';

export interface ServiceLevelProps extends IndicatorProps {
  readonly config: PlatformConfig;
}

/** A service level objective of one region, and what its burn rates are read by. */
export interface ServiceLevel {
  /** E.g. `read-availability`. */
  readonly subject: string;
  /** Value of the metric dimension `SloName`. */
  readonly sloName: string;
  readonly goalPercent: number;
  readonly resource: CfnServiceLevelObjective;
}

/** Share of good requests that the configuration promises, percent. */
export function goalOf({ objectives }: PlatformConfig, promised: Promised): number {
  return promised === 'availability' ? objectives.availabilityPercent : objectives.latency.percent;
}

/** Creates the objective on one journey. */
export function serviceLevel(scope: Construct, props: ServiceLevelProps): ServiceLevel {
  const { config, names, journey, promised } = props;
  const goalPercent = goalOf(config, promised);
  const subject = `${journey}-${promised}`;
  const sloName = `${names.prefix}-${subject}`;
  const { bad, total } = indicator(props);
  const resource = new CfnServiceLevelObjective(scope, `${title(journey)}${title(promised)}`, {
    name: sloName,
    description: sentence(config, journey, promised, goalPercent),
    goal: {
      attainmentGoal: goalPercent,
      interval: { rollingInterval: { duration: OBJECTIVE_DAYS, durationUnit: 'DAY' } },
    },
    requestBasedSli: {
      requestBasedSliMetric: {
        monitoredRequestCountMetric: { badCountMetric: bad },
        totalRequestCountMetric: total,
      },
    },
    burnRateConfigurations: burnWindows(reachableRates(goalPercent)).map((lookBackWindowMinutes) => ({
      lookBackWindowMinutes,
    })),
  });
  serves(resource, {
    criteria: promised === 'availability' ? ['A1', 'T5'] : ['B1', 'T5'],
    controls: ['NIST 800-53r5 SI-4', 'NIST 800-53r5 CP-2', 'ISO 27001 A.8.16', 'SOC 2 A1.1'],
  });
  return { subject, sloName, goalPercent, resource };
}

function sentence(config: PlatformConfig, journey: Journey, promised: Promised, goal: number): string {
  const what = journey === 'read' ? 'reading requests' : 'writing requests';
  return promised === 'availability'
    ? `${goal} % of ${what} do not fail, over ${OBJECTIVE_DAYS} days.`
    : `${goal} % of answered ${what} take at most ${config.objectives.latency.milliseconds} ms, over ${OBJECTIVE_DAYS} days.`;
}

const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
