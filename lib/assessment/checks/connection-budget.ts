import type { ModelContext } from '../component-kind.ts';
import { maximumTasks, taskDefinitionOf } from '../evidence/service.ts';
import { databasesBehind } from '../evidence/task-dependencies.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, asNumber, isRecord } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** The variable that tells a task how many database connections it may open. */
const POOL_SIZE = 'DATABASE_POOL_SIZE';
/** Connections kept free for the owner, maintenance and growth, as a share of all. */
const HEADROOM = 0.1;

/** B6: every task's pool, at the most tasks that can run, fits under the database's max_connections with headroom. */
export const connectionBudget: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }) =>
      databasesBehind(resource, context.graph).flatMap((database) =>
        budget(id, name, resource, database, context),
      ),
    );

function budget(
  id: string,
  name: string,
  service: Resource,
  database: Resource,
  context: ModelContext,
): Finding[] {
  const pool = poolSize(service, context);
  const tasks = maximumTasks(service, context.graph);
  const [parameters] = context.graph.named(
    property(database, 'DBParameterGroupName'),
    'AWS::RDS::DBParameterGroup',
  );
  const limit = parameters && asNumber(property(parameters, 'Parameters.max_connections'));
  const shared = { rule: 'connection-budget', disruptions: [], criteria: ['B6'], component: id } as const;
  if (!pool || tasks.count === undefined || !parameters || limit === undefined) {
    const message = `Whether the connection pools of ${name} fit the database cannot be proven: ${POOL_SIZE}, the most tasks and max_connections must all be literal in the templates.`;
    return [
      {
        ...shared,
        severity: 'unproven',
        message,
        mends: [mend(database, 'DBParameterGroupName', 'Set max_connections in the parameter group')],
      },
    ];
  }
  const surge = (asNumber(property(service, 'DeploymentConfiguration.MaximumPercent')) ?? 200) / 100;
  const needed = Math.ceil(pool.size * tasks.count * surge);
  if (needed <= limit * (1 - HEADROOM)) return [];
  const message = `The pools of ${name} can open ${needed} connections (${pool.size} x ${tasks.count} tasks x ${surge} during a deployment), and max_connections is ${limit} of which a tenth stays free.`;
  return [
    {
      ...shared,
      severity: 'breach',
      message,
      mends: [
        mend(
          pool.taskDefinition,
          pool.path,
          `Lower ${POOL_SIZE}, or raise max_connections in ${parameters.logicalId} (service.poolSize and database.maxConnections in the configuration)`,
        ),
      ],
    },
  ];
}

function poolSize(
  service: Resource,
  context: ModelContext,
): { size: number; taskDefinition: Resource; path: string } | undefined {
  const taskDefinition = taskDefinitionOf(service, context.graph);
  if (!taskDefinition) return undefined;
  for (const [index, container] of asList(property(taskDefinition, 'ContainerDefinitions')).entries()) {
    const variables = isRecord(container) ? asList(container.Environment).filter(isRecord) : [];
    const size = asNumber(variables.find((variable) => variable.Name === POOL_SIZE)?.Value);
    if (size !== undefined)
      return { size, taskDefinition, path: `ContainerDefinitions.${index}.Environment` };
  }
  return undefined;
}
