import { formatDuration } from '../../duration.ts';
import type { LocalSettings } from '../local-settings.ts';
import { type Parameter, summed } from './parameter.ts';

/** How fast the replicas and the load balancer come back. */
export function serving(settings: LocalSettings): Record<string, Parameter> {
  const { replicas, balancer, cache } = settings;
  const dead = givenUp(settings);
  const start = restarted(settings);
  return {
    'ContainerDefinitions.HealthCheck.Interval': dead,
    'zone.detect': dead,
    'fargate.start': start,
    'elb.zones': {
      seconds: balanced(balancer),
      source: 'The load balancer’s checks. It stands outside of the zone that is lost.',
    },
    'rds-proxy.zones': { seconds: 0, source: 'The load balancer stands outside of the zone that is lost.' },
    'region.launchCapacity': { seconds: 0, source: 'All replicas start at the same time.' },
    Type: {
      seconds: Math.max(balancer.startLimit, cache.startLimit),
      source:
        'What waits ready in the recovery region of AWS is started here: the limit for the load balancer and Redis.',
    },
    'deploy.badImpact': rolledBack(replicas, start.seconds),
  };
}

function givenUp({ replicas: { check }, balancer }: LocalSettings): Parameter {
  const other = balanced(balancer);
  return {
    seconds: Math.max(check.failures * (check.every + check.limit), other),
    formula: `the longer of ${check.failures} x (${check.every} s + ${check.limit} s) and ${formatDuration(other)}`,
    source: 'The health checks of the supervisor and of the load balancer, at their slowest.',
  };
}

function balanced({ check, fastCheck }: LocalSettings['balancer']): number {
  return check.every + check.limit + (check.failures - 1) * (fastCheck + check.limit);
}

function restarted({ replicas, balancer }: LocalSettings): Parameter {
  return summed(
    'The supervisor’s pause, the limit for a replica to start, and the load balancer’s check.',
    [replicas.pause, 'before it is started again'],
    [replicas.startLimit, 'until it is ready'],
    [balancer.fastCheck + balancer.check.limit, 'until the load balancer sends it requests'],
  );
}

/** Every replica is replaced while the bad release hurts, then watched, and replaced again. */
function rolledBack({ count, retireLimit, watch }: LocalSettings['replicas'], start: number): Parameter {
  return summed(
    'The limits of the rolling deployment: a release that is never ready hurts nobody, and one that fails under its users is taken back after this at the latest.',
    [count * retireLimit + (count - 1) * start, 'to replace the other replicas'],
    [watch, 'of watching'],
    [count * (start + retireLimit), 'to bring the release before back'],
  );
}
