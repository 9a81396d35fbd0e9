import type { ModelContext } from '../../component-kind.ts';
import { membersOf } from '../../evidence/cluster-members.ts';
import { secondaryOf } from '../../evidence/global-cluster.ts';
import type { Route } from '../../model.ts';
import { originOf, type Resource } from '../../read/graph.ts';
import { assumed, blocked, estimate, mend, unrecoverable } from '../../terms.ts';
import { regionDecision, withoutKey } from '../region.ts';
import type { VolumeCluster } from './flavour.ts';

/** Fails over to the secondary cluster of the recovery region, which must have, or be given, an instance. */
export function failOverGlobally(cluster: Resource, context: ModelContext, flavour: VolumeCluster): Route {
  const [id, name] = [
    'cluster.global-fail-over',
    'fail over to the secondary cluster in the recovery region',
  ];
  const secondary = secondaryOf(cluster, flavour.globalType, context);
  if (!secondary) {
    const change = mend(
      cluster,
      'GlobalClusterIdentifier',
      `Join the cluster to an ${flavour.globalType} that has a cluster in ${context.recoveryRegion ?? 'a second region'}`,
    );
    return blocked(id, name, unrecoverable('No secondary cluster stands in the recovery region.', change));
  }
  const target = secondary.cluster;
  const proof = [originOf(target, secondary.path), originOf(target, 'KmsKeyId')];
  const problem = withoutKey(cluster, context, 'KmsKeyId', target.stack.region, target);
  if (problem) return blocked(id, name, problem, proof);
  const headless = membersOf(target, flavour.instanceType, context.graph).instances.length === 0;
  return {
    id,
    name,
    rto: estimate(
      ...regionDecision(context),
      ...(headless ? [assumed(context, 'cluster.addInstance', 'recover')] : []),
      assumed(context, 'cluster.globalFailover', 'recover'),
      assumed(context, 'human.repoint', 'recover'),
    ),
    rpo: estimate(assumed(context, 'cluster.globalLag', 'recover')),
    proof,
  };
}
