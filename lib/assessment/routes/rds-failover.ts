import type { ModelContext } from '../component-kind.ts';
import { standbyOf } from '../evidence/rds-standby.ts';
import { zonesOfSubnetGroup } from '../evidence/zones.ts';
import { fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import {
  assumed,
  blocked,
  estimate,
  known,
  mend,
  nothing,
  unknown,
  unreadable,
  unrecoverable,
} from '../terms.ts';

const ID = 'rds.fail-over';
const NAME = 'fail over to the synchronous standby';

/** Multi-AZ fail-over to the standby in another zone. */
export function failOver(database: Resource, context: ModelContext): Route {
  const standby = standbyOf(database, context.graph);
  if (standby.present === undefined) return blocked(ID, NAME, unreadable(database, 'MultiAZ'));
  if (!standby.present) {
    const why = unrecoverable(
      'The instance has no standby.',
      mend(database, 'MultiAZ', 'Set MultiAZ to true (database.multiAz in the configuration)'),
    );
    return blocked(ID, NAME, why, [standby.origin]);
  }
  const spread = zonesOfSubnetGroup(database, 'DBSubnetGroupName', context.graph);
  const proof = [standby.origin, ...spread.proof];
  if (spread.zones.length < 2) {
    const change = mend(
      database,
      'DBSubnetGroupName',
      'Use a subnet group whose subnets lie in at least two zones',
    );
    return blocked(
      ID,
      NAME,
      spread.complete
        ? unrecoverable(
            `All subnets of the database lie in one zone, ${spread.zones[0]}, so its standby shares every failure of that zone.`,
            change,
          )
        : unknown('The zones of the database’s subnets are not in the templates.', change),
      proof,
    );
  }
  return {
    id: ID,
    name: NAME,
    rto: estimate(known('rds.failover', 'recover')),
    rpo: estimate(
      nothing('The standby has every committed transaction', fact('rds.failover'), standby.origin),
    ),
    proof,
  };
}

/** RDS restarts the engine, or replaces the host, of an instance without a standby; its volume survives. */
export function restartInPlace(database: Resource, context: ModelContext): Route {
  return {
    id: 'rds.restart',
    name: 'restart or replace the host in the same zone',
    rto: estimate(assumed(context, 'rds.singleAzRecovery', 'recover')),
    rpo: estimate(nothing('Committed transactions are on the volume', fact('rds.storage-durable'))),
    proof: [originOf(database, 'MultiAZ')],
  };
}
