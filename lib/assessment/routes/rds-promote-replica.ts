import type { ModelContext } from '../component-kind.ts';
import { inRecoveryRegion } from '../component-kind.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { textsIn } from '../read/value.ts';
import { assumed, blocked, estimate, mend, unrecoverable } from '../terms.ts';
import { regionDecision, withoutKey } from './region.ts';

const ID = 'rds.promote-replica';
const NAME = 'promote the cross-region read replica';
const SOURCE = 'SourceDBInstanceIdentifier';

/** The read replica of `database` in the recovery region. */
export function replicaOf(database: Resource, context: ModelContext): Resource | undefined {
  const identifier = property(database, 'DBInstanceIdentifier');
  return inRecoveryRegion(context, 'AWS::RDS::DBInstance').find((candidate) => {
    const source = property(candidate, SOURCE);
    if (context.graph.named(source, 'AWS::RDS::DBInstance').includes(database)) return true;
    const name = `arn:aws:rds:${database.stack.region}:${database.stack.account}:db:${String(identifier)}`;
    return identifier !== undefined && textsIn(source).includes(name);
  });
}

export function promoteReplica(database: Resource, context: ModelContext): Route {
  const replica = replicaOf(database, context);
  if (!replica) {
    const why = unrecoverable(
      'There is no read replica in the recovery region.',
      mend(
        database,
        SOURCE,
        'Add a cross-region read replica (strategy pilot-light or warm-standby in the configuration)',
      ),
    );
    return blocked(ID, NAME, why);
  }
  const proof = [originOf(replica, SOURCE), originOf(replica, 'KmsKeyId')];
  const problem = withoutKey(database, context, 'KmsKeyId', replica.stack.region, replica);
  if (problem) return blocked(ID, NAME, problem, proof);
  return {
    id: ID,
    name: NAME,
    rto: estimate(
      ...regionDecision(context),
      assumed(context, 'rds.promote', 'recover'),
      assumed(context, 'human.repoint', 'recover'),
    ),
    rpo: estimate(assumed(context, 'rds.replicaLag', 'recover')),
    proof,
  };
}
