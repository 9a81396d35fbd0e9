import { Duration } from 'aws-cdk-lib';
import { AlarmRule, CompositeAlarm, type IAlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import { serves } from '../../traceability.ts';
import { alarmDescription, alarmName } from '../platform-alarm.ts';
import { burnRateAlarms } from './burn-rate-alarms.ts';
import type { Promised } from './indicator.ts';
import { JOURNEYS } from './journey-requests.ts';
import { type ServiceLevel, serviceLevel } from './objective.ts';

export interface ServiceLevelsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly loadBalancer: ApplicationLoadBalancer;
  /** Wakes someone. */
  readonly pageTopic: ITopic;
  /** Is read in working hours. */
  readonly ticketTopic: ITopic;
}

/** Name of the alarm that wakes someone for a service level, without the prefix. */
export const SERVICE_LEVEL_PAGE = 'service-level-page';

/** Name of the alarm for working hours, without the prefix. */
export const SERVICE_LEVEL_TICKET = 'service-level-ticket';

const PROMISED: readonly Promised[] = ['availability', 'latency'];

/** Time in which the page may still fire before a ticket is written for the same thing. */
const SUPPRESSION = Duration.minutes(2);

/**
 * What one region promises its users, and the two alarms that ring when its error budgets burn too fast: one that wakes
 * someone, once, whichever and however many of the budgets burn, and one for working hours that is quiet meanwhile.
 */
export class ServiceLevels extends Construct {
  readonly levels: readonly ServiceLevel[];

  constructor(scope: Construct, id: string, props: ServiceLevelsProps) {
    super(scope, id);
    const { names } = props;
    this.levels = JOURNEYS.flatMap((journey) =>
      PROMISED.map((promised) => serviceLevel(this, { ...props, journey, promised })),
    );
    const rules = this.levels.map((level) => burnRateAlarms(this, names.prefix, level));
    const page = this.composite('Page', {
      name: SERVICE_LEVEL_PAGE,
      meaning:
        'Users of this region meet so many failed or late answers that the error budget is gone within days.',
      prefix: names.prefix,
      rules: rules.flatMap((one) => one.page),
      topic: props.pageTopic,
    });
    this.composite('Ticket', {
      name: SERVICE_LEVEL_TICKET,
      meaning: 'For three days the error budget of this region has burned faster than it is granted.',
      prefix: names.prefix,
      rules: rules.flatMap((one) => one.ticket),
      topic: props.ticketTopic,
      quietDuring: page,
    });
  }

  private composite(id: string, spec: CompositeSpec): CompositeAlarm {
    const alarm = new CompositeAlarm(this, id, {
      compositeAlarmName: alarmName(spec.prefix, spec.name),
      alarmDescription: alarmDescription(spec.meaning, 'service-level', spec.name),
      alarmRule: AlarmRule.anyOf(...spec.rules),
      ...(spec.quietDuring && {
        actionsSuppressor: spec.quietDuring,
        actionsSuppressorWaitPeriod: SUPPRESSION,
        actionsSuppressorExtensionPeriod: SUPPRESSION,
      }),
    });
    const action = new SnsAction(spec.topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    serves(alarm, {
      criteria: ['A1', 'T5'],
      controls: ['NIST 800-53r5 SI-4', 'NIST 800-53r5 IR-6', 'ISO 27001 A.8.16', 'SOC 2 A1.1'],
    });
    return alarm;
  }
}

interface CompositeSpec {
  readonly name: string;
  readonly meaning: string;
  readonly prefix: string;
  readonly rules: readonly IAlarmRule[];
  readonly topic: ITopic;
  /** @default - tells its topic in any case */
  readonly quietDuring?: CompositeAlarm;
}
