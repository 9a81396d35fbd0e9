import { minimumTasks } from '../evidence/service.ts';
import { zonesOf } from '../evidence/zones.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asNumber, isRecord } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** S5: the tasks that are left when a zone is gone carry the declared load, before the autoscaler has done anything. */
export const zoneCapacity: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }): Finding[] => {
      const { zones } = zonesOf(
        property(resource, 'NetworkConfiguration.AwsvpcConfiguration.Subnets'),
        context.graph,
      );
      const tasks = minimumTasks(resource, context.graph);
      const needed = declaredLoad(resource.raw.Metadata?.Holdfast) ?? 1;
      const shared = {
        rule: 'zone-capacity',
        disruptions: ['zone'],
        criteria: ['S5', 'A1'],
        component: id,
      } as const;
      const change = mend(
        tasks.resource,
        tasks.path,
        `Raise ${tasks.path} so that ${needed} tasks are left when a zone is lost (service.tasks.min in the configuration)`,
      );
      if (tasks.count === undefined) {
        return [
          {
            ...shared,
            severity: 'unproven',
            message: `How many tasks ${name} keeps cannot be read from the templates.`,
            mends: [change],
          },
        ];
      }
      // ECS spreads tasks evenly, so the fullest zone holds the rounded-up share.
      const left = tasks.count - Math.ceil(tasks.count / Math.max(zones.length, 1));
      if (left >= needed) return [];
      const message = `${name} keeps ${tasks.count} ${tasks.count === 1 ? 'task' : 'tasks'} in ${zones.length} zones: losing one leaves ${left}, and the declared load needs ${needed}.`;
      return [{ ...shared, severity: 'breach', message, mends: [change] }];
    });

/** Tasks for the declared load, as the template's own metadata states it. */
function declaredLoad(metadata: unknown): number | undefined {
  return isRecord(metadata) ? asNumber(metadata.TasksForDeclaredLoad) : undefined;
}
