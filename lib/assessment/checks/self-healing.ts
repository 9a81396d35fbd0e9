import { containerDetection, taskDefinitionOf } from '../evidence/service.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** A4, A6: a hung container is replaced, and a bad release is rolled back, without a person. */
export const selfHealing: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'ecs-service')
    .flatMap(({ id, name, resource }) => {
      const findings: Finding[] = [];
      const taskDefinition = taskDefinitionOf(resource, context.graph);
      if (taskDefinition && !containerDetection(taskDefinition)) {
        findings.push({
          rule: 'self-healing',
          severity: 'warning',
          disruptions: ['process'],
          criteria: ['A4'],
          component: id,
          message: `No container of ${name} has a health check, so ECS does not replace one that hangs.`,
          mends: [
            mend(taskDefinition, 'ContainerDefinitions.0.HealthCheck', 'Give the container a health check'),
          ],
        });
      }
      const breaker = 'DeploymentConfiguration.DeploymentCircuitBreaker.Rollback';
      if (property(resource, breaker) !== true) {
        findings.push({
          rule: 'self-healing',
          severity: 'warning',
          disruptions: ['corruption'],
          criteria: ['A6'],
          component: id,
          message: `A release of ${name} that does not start is not rolled back by itself.`,
          mends: [mend(resource, breaker, 'Enable the deployment circuit breaker with rollback')],
        });
      }
      return findings;
    });
