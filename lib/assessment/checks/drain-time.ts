import { attribute } from '../evidence/attributes.ts';
import { targetGroupsOf, taskDefinitionOf } from '../evidence/service.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asList, asNumber, isRecord, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const DELAY = 'deregistration_delay.timeout_seconds';
/** Elastic Load Balancing keeps draining a target for 300 s when the target group does not say. */
const DEFAULT_DELAY_SECONDS = 300;
/** ECS kills a container 30 s after it asked it to stop when the task definition does not say. */
const DEFAULT_STOP_SECONDS = 30;

/** A3: a task that is replaced is not killed while the load balancer still lets its requests finish. */
export const drainTime: Check = (context) =>
  context.graph.ofType('AWS::ECS::Service').flatMap((service): Finding[] => {
    const task = taskDefinitionOf(service, context.graph);
    if (!task) return [];
    const containers = asList(property(task, 'ContainerDefinitions')).filter(isRecord);
    const stopSeconds = Math.max(
      0,
      ...containers.map((container) => asNumber(container.StopTimeout) ?? DEFAULT_STOP_SECONDS),
    );
    return targetGroupsOf(service, context.graph).flatMap((group): Finding[] => {
      const set = attribute(group, 'TargetGroupAttributes', DELAY);
      const delay = set === undefined ? DEFAULT_DELAY_SECONDS : asNumber(set);
      if (delay !== undefined && delay > 0 && delay <= stopSeconds) return [];
      const state =
        delay === 0
          ? 'are not drained at all when a task is replaced'
          : `may need ${delay ?? (set instanceof Unresolved ? set.expression : String(set))} s to finish, and its containers are killed after ${stopSeconds} s`;
      return [
        {
          rule: 'drain-time',
          severity: 'warning',
          disruptions: ['node'],
          criteria: ['A3'],
          component: `${service.stack.name}/${service.logicalId}`,
          message: `Requests to ${service.logicalId} of ${service.stack.region} ${state}.`,
          mends: [
            mend(group, 'TargetGroupAttributes', `Set ${DELAY} above 0 and at most to StopTimeout`),
            mend(task, 'ContainerDefinitions.0.StopTimeout', `Set StopTimeout above ${DELAY}`),
          ],
        },
      ];
    });
  });
