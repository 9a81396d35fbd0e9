import type { ModelContext } from '../component-kind.ts';
import { resourceArn } from '../evidence/arn.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, mend, unknown, unrecoverable } from '../terms.ts';
import { regionDecision, withoutKey } from './region.ts';
import { replicaLag } from './watched-lag.ts';

const ID = 'rds.promote-replica';
const NAME = 'promote the cross-region read replica';
const SOURCE = 'SourceDBInstanceIdentifier';

/** The read replica of `database` in the recovery region. */
export function replicaOf(database: Resource, context: ModelContext): Resource | undefined {
  return copiesOf(database, context, resourceArn(database)).find(
    ({ stack }) => stack.region === context.recoveryRegion,
  );
}

function copiesOf(database: Resource, { graph }: ModelContext, name: string): readonly Resource[] {
  const referring = graph.referring(database, database.type, SOURCE);
  if (property(database, 'DBInstanceIdentifier') === undefined) return referring;
  return [...referring, ...graph.holding(name, database.type, SOURCE)];
}

/** A read replica of the same region is promoted by a person, when the zone of its source is lost and its own is not. */
export function promoteLocalReplica(database: Resource, context: ModelContext): readonly Route[] {
  const [id, name, zonePath] = [
    'rds.promote-local-replica',
    'promote the read replica in another zone',
    'AvailabilityZone',
  ];
  const identifier = String(property(database, 'DBInstanceIdentifier'));
  const replica = copiesOf(database, context, identifier).find(
    ({ stack }) => stack.region === database.stack.region && stack.account === database.stack.account,
  );
  if (!replica) return [];
  const proof = [originOf(replica, SOURCE), originOf(database, zonePath), originOf(replica, zonePath)];
  const [own, other] = [property(database, zonePath), property(replica, zonePath)];
  if (typeof own !== 'string' || typeof other !== 'string') {
    const change = mend(replica, zonePath, 'Name the zones of the instance and of its read replica');
    return [blocked(id, name, unknown('The zone of the read replica is left to RDS.', change), proof)];
  }
  if (own === other) {
    const change = mend(replica, zonePath, `Place the read replica outside of ${own}`);
    return [blocked(id, name, unrecoverable(`The read replica stands in ${own} too.`, change), proof)];
  }
  return [
    {
      id,
      name,
      rto: estimate(
        assumed(context, 'human.detect', 'detect'),
        assumed(context, 'rds.promote', 'recover'),
        assumed(context, 'human.repoint', 'recover'),
      ),
      rpo: estimate(...replicaLag(replica, context)),
      proof,
    },
  ];
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
    rpo: estimate(...replicaLag(replica, context)),
    proof,
  };
}
