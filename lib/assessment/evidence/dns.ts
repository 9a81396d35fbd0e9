import { fact } from '../facts.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { undecided } from '../terms.ts';
import type { Detection } from './service.ts';

const CHECK = 'AWS::Route53::HealthCheck';
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHILDREN = 'HealthCheckConfig.ChildHealthChecks';

/** A Route 53 name that moves by itself from one load balancer to another. */
export interface FailoverName {
  readonly primary: Resource;
  readonly secondary: Resource;
  /** Asks the primary's endpoint; its failure alone moves the name. */
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
  const decides = primary && graph.named(property(primary, 'HealthCheckId'), CHECK)[0];
  const healthCheck = decides && endpointCheck(decides, graph);
  return primary && secondary && healthCheck ? { primary, secondary, healthCheck } : undefined;
}

/**
 * The health check that asks an endpoint and whose failure alone makes `check` unhealthy: itself, or a child of a calculated check that
 * needs all of its children.
 * @returns undefined when the templates show none
 */
export function endpointCheck(check: Resource, graph: ResourceGraph): Resource | undefined {
  if (property(check, 'HealthCheckConfig.Type') !== 'CALCULATED') return check;
  const children = property(check, CHILDREN);
  if (!Array.isArray(children)) return undefined;
  const all = asNumber(property(check, 'HealthCheckConfig.HealthThreshold')) === children.length;
  // A literal id is of a check that was made elsewhere; a reference has to lead somewhere.
  const known = children.every((child) =>
    typeof child === 'string' ? ID.test(child) : graph.named(child).length > 0,
  );
  if (!all || !known) return undefined;
  return graph
    .named(children, CHECK)
    .find((child) => property(child, 'HealthCheckConfig.Type') !== 'CALCULATED');
}

/** The records that a health check decides, by itself or as a child of a calculated one. */
export function recordsDecidedBy(check: Resource, graph: ResourceGraph): Resource[] {
  return [check, ...graph.referring(check, CHECK, CHILDREN)].flatMap((one) =>
    graph.referring(one, 'AWS::Route53::RecordSet', 'HealthCheckId'),
  );
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
