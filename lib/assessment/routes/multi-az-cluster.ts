import type { ModelContext } from '../component-kind.ts';
import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import { fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { attributeOrigin, originOf, type Resource } from '../read/graph.ts';
import { blocked, estimate, known, mend, nothing, unknown, unrecoverable } from '../terms.ts';

const SUBNETS = 'DBSubnetGroupName';

/** A Multi-AZ DB cluster has a writer and two readers, each in a zone of its own, and commits to one reader at least. */
export function failOverToReader(cluster: Resource, context: ModelContext): Route {
  const [id, name] = ['rds-cluster.fail-over', 'fail over to a reader in another zone'];
  const spread = zonesOfSubnetGroup(cluster, SUBNETS, context.graph);
  const proof = [originOf(cluster, 'DBClusterInstanceClass'), ...spread.proof];
  if (spread.zones.length < 3) {
    const change = mend(cluster, SUBNETS, 'Use a subnet group whose subnets lie in three zones');
    const why = spread.complete
      ? unrecoverable(
          `A Multi-AZ cluster needs three zones, and its subnets lie in ${spread.zones.length}.`,
          change,
        )
      : unknown('The zones of the cluster’s subnets are not in the templates.', change);
    return blocked(id, name, why, proof);
  }
  return {
    id,
    name,
    rto: estimate(known('rds.cluster.failover', 'recover')),
    rpo: estimate(
      nothing(
        'A reader has every committed transaction',
        fact('rds.cluster.failover'),
        attributeOrigin(cluster, 'Type'),
      ),
    ),
    proof,
  };
}

/** Multi-AZ clusters replicate nothing to another region, neither data nor automated backups. */
export function noReplication(cluster: Resource, context: ModelContext): Route {
  const change = mend(
    cluster,
    'Engine',
    `Copy recovery points to ${context.recoveryRegion ?? 'a second region'}, or use a Multi-AZ instance or an Aurora global database`,
  );
  return blocked(
    'rds-cluster.recovery-region',
    'promote a copy in the recovery region',
    unrecoverable('A Multi-AZ cluster keeps nothing in another region by itself.', change),
    [originOf(cluster, 'Engine')],
  );
}
