import { attribute } from '../evidence/attributes.ts';
import type { Finding } from '../model.ts';
import { attributeOrigin, property, type Resource } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const ATTRIBUTE = 'deletion_protection.enabled';
/** Kinds of state that a deleted stack must leave behind. */
const KEPT = ['AWS::RDS::DBInstance', 'AWS::RDS::DBCluster', 'AWS::Backup::BackupVault', 'AWS::KMS::Key'];

/** D6: what serves users is not deleted by one slip, and what holds or opens data outlives its stack. */
export const deletionProtection: Check = (context) => [
  ...context.graph.ofType('AWS::RDS::DBInstance').flatMap((database): Finding[] => {
    if (property(database, 'DBClusterIdentifier') !== undefined) return [];
    return unprotected(database, property(database, 'DeletionProtection'), 'DeletionProtection');
  }),
  ...context.graph
    .ofType(BALANCER)
    .flatMap((balancer) =>
      unprotected(
        balancer,
        attribute(balancer, 'LoadBalancerAttributes', ATTRIBUTE),
        'LoadBalancerAttributes',
      ),
    ),
  ...context.graph.ofType(...KEPT).flatMap((resource): Finding[] => {
    if (attributeOrigin(resource, 'DeletionPolicy').value !== 'Delete') return [];
    const what = `${resource.logicalId} of ${resource.stack.name} is deleted with its stack, and what it holds or opens with it.`;
    return [warning(resource, what, 'DeletionPolicy', 'Set DeletionPolicy to Retain')];
  }),
];

function unprotected(resource: Resource, value: unknown, path: string): Finding[] {
  if (typeof value === 'boolean' || typeof value === 'string') {
    if (asBoolean(value) === true) return [];
  }
  const why =
    value instanceof Unresolved
      ? `is not shown to be protected against deletion (${value.expression})`
      : 'can be deleted with one call';
  const change = `Switch deletion protection on${path === 'LoadBalancerAttributes' ? ` (${ATTRIBUTE})` : ''}`;
  return [warning(resource, `${resource.logicalId} of ${resource.stack.region} ${why}.`, path, change)];
}

function warning(resource: Resource, message: string, path: string, change: string): Finding {
  return {
    rule: 'deletion-protection',
    severity: 'warning',
    disruptions: ['deletion'],
    criteria: ['D6'],
    component: `${resource.stack.name}/${resource.logicalId}`,
    message,
    mends: [mend(resource, path, change)],
  };
}
