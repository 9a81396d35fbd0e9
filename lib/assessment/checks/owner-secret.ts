import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asList, isRecord } from '../read/value.ts';
import { replicaOf } from '../routes/rds-promote-replica.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/**
 * D5: a promoted database keeps its owner's password. Where the secret with it is lost with its region, whoever has to
 * repair roles or data after the take-over must first reset the password, under stress.
 */
export const ownerSecret: Check = (context) => {
  const { graph, recoveryRegion } = context;
  if (recoveryRegion === undefined) return [];
  return graph.ofType('AWS::RDS::DBInstance').flatMap((database): Finding[] => {
    const replica = replicaOf(database, context);
    const [secret] = graph.named(property(database, 'MasterUserPassword'), 'AWS::SecretsManager::Secret');
    if (!replica || !secret) return [];
    const regions = asList(property(secret, 'ReplicaRegions')).map((one) =>
      isRecord(one) ? one.Region : undefined,
    );
    if (regions.includes(recoveryRegion) || secret.stack.region === recoveryRegion) return [];
    return [
      {
        rule: 'owner-secret',
        severity: 'warning',
        disruptions: ['region'],
        criteria: ['D5'],
        component: `${database.stack.name}/${database.logicalId}`,
        message: `${replica.logicalId} keeps the owner’s password of ${database.logicalId} when it is promoted, and the secret ${secret.logicalId} is not replicated to ${recoveryRegion}.`,
        mends: [mend(secret, 'ReplicaRegions', `Replicate the secret to ${recoveryRegion}`)],
      },
    ];
  });
};
