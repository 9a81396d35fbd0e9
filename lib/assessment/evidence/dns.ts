import { fact } from '../facts.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { undecided } from '../terms.ts';
import type { Detection } from './service.ts';

/** A Route 53 name that moves by itself from one load balancer to another. */
export interface FailoverName {
  readonly primary: Resource;
  readonly secondary: Resource;
  readonly healthCheck: Resource;
}

/** Records of a name, compared without the root dot. */
export function recordsOf(name: string, graph: ResourceGraph): Resource[] {
  const bare = (text: string) => text.replace(/\.$/, '').toLowerCase();
  return graph.ofType('AWS::Route53::RecordSet').filter((record) => {
    const own = property(record, 'Name');
    return typeof own === 'string' && bare(own) === bare(name);
  });
}

/** The load balancers that records point to. */
export function balancersBehind(records: readonly Resource[], graph: ResourceGraph): Resource[] {
  return [
    ...new Set(
      records.flatMap((record) =>
        graph.named(property(record, 'AliasTarget.DNSName'), 'AWS::ElasticLoadBalancingV2::LoadBalancer'),
      ),
    ),
  ];
}

/** @returns undefined when the name does not fail over: a record, its counterpart or the health check is missing */
export function failoverName(name: string, graph: ResourceGraph): FailoverName | undefined {
  const records = recordsOf(name, graph);
  const primary = records.find((record) => property(record, 'Failover') === 'PRIMARY');
  const secondary = records.find((record) => property(record, 'Failover') === 'SECONDARY');
  const healthCheck =
    primary && graph.named(property(primary, 'HealthCheckId'), 'AWS::Route53::HealthCheck')[0];
  return primary && secondary && healthCheck ? { primary, secondary, healthCheck } : undefined;
}

/** Seconds until health checkers give the primary up. */
export function healthCheckDetection(healthCheck: Resource): Detection {
  const path = 'HealthCheckConfig.RequestInterval';
  const set = asNumber(property(healthCheck, path));
  const interval = set ?? 30;
  const thresholdPath = 'HealthCheckConfig.FailureThreshold';
  const threshold = asNumber(property(healthCheck, thresholdPath)) ?? 3;
  return {
    seconds: interval * threshold,
    formula: `${interval} s x ${threshold} failures`,
    origins: [
      set === undefined ? fact('route53.interval') : originOf(healthCheck, path),
      originOf(healthCheck, thresholdPath),
    ],
    open: undecided(healthCheck, path, thresholdPath),
  };
}
