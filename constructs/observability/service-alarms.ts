import type { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import type { TaskBounds } from '../service/task-bounds.ts';
import {
  healthyTargets,
  loadBalancerErrors,
  responseTime,
  targetErrors,
  unhealthyTargets,
} from './load-balancer-alarms.ts';
import { noticeableErrors } from './noticeable-errors.ts';
import { alarmName, platformAlarm } from './platform-alarm.ts';
import { loggedErrors, openCircuit, runningTasks, utilisation } from './task-alarms.ts';

export interface ServiceAlarmsProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly bounds: TaskBounds;
  readonly topic: ITopic;
  readonly loadBalancer: ApplicationLoadBalancer;
  readonly targetGroup: ApplicationTargetGroup;
  /** The app's log, one JSON object a line. */
  readonly logGroup: ILogGroup;
}

/** The alarms on the app and its load balancer. */
export class ServiceAlarms extends Construct {
  /** Names of the alarms that roll a deployment back. */
  readonly rollbackAlarmNames: string[];

  constructor(scope: Construct, id: string, props: ServiceAlarmsProps) {
    super(scope, id);
    const { names, loadBalancer, targetGroup, bounds } = props;
    const { tasksForDeclaredLoad, targets } = props.config.service;
    const rollback = [
      targetErrors(loadBalancer, noticeableErrors(props.config)),
      unhealthyTargets(targetGroup),
    ];
    const specs = [
      ...rollback,
      loadBalancerErrors(loadBalancer),
      responseTime(loadBalancer, props.config.objectives.latency),
      utilisation(names, 'cpu', targets.cpuPercent),
      utilisation(names, 'memory', targets.memoryPercent),
      loggedErrors(this, names, props.logGroup),
      openCircuit(names),
      // A recovery region that keeps no tasks would stand in alarm for as long as nothing is wrong.
      ...(bounds.min > 0
        ? [
            healthyTargets(targetGroup, Math.min(tasksForDeclaredLoad, bounds.min)),
            runningTasks(names, bounds.min),
          ]
        : []),
    ];
    const context = { prefix: names.prefix, topic: props.topic, family: 'service' as const };
    for (const spec of specs) platformAlarm(this, context, spec);
    this.rollbackAlarmNames = rollback.map((spec) => alarmName(names.prefix, spec.name));
  }
}
