import type { ComponentKind, ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import { FACTS, fact } from '../facts.ts';
import type { Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { fromBackupCopies, survivesCompromise } from '../routes/backup-copies.ts';
import { failOver, restartInPlace } from '../routes/rds-failover.ts';
import {
  afterDeletion,
  afterZoneLoss,
  beforeCorruption,
  fromReplicatedBackups,
} from '../routes/rds-point-in-time.ts';
import { promoteReplica } from '../routes/rds-promote-replica.ts';
import { restoreTerms } from '../routes/rds-restore-time.ts';
import { regionDecision } from '../routes/region.ts';
import { assumed, blocked, estimate, mend, nothing, unreadable, unrecoverable } from '../terms.ts';

/** An RDS DB instance that is not a read replica: the system of record. */
export const rdsInstance: ComponentKind = {
  kind: 'rds-instance',
  types: ['AWS::RDS::DBInstance'],
  recognise: (resource) => {
    const isReplica = property(resource, 'SourceDBInstanceIdentifier') !== undefined;
    // Instances of an Aurora or Multi-AZ cluster follow the cluster's rules, which are not modelled here.
    if (isReplica || property(resource, 'DBClusterIdentifier') !== undefined) return undefined;
    return { name: `database ${nameOf(resource)}`, state: 'system of record' };
  },
  routes: (database, disruption, context) => ROUTES[disruption](database, context),
  serviceLevel: (database) => {
    const id = asBoolean(property(database, 'MultiAZ')) === true ? 'sla.rds.multi-az' : 'sla.rds.single-az';
    return { percent: FACTS[id].value, origin: fact(id) };
  },
};

function nameOf(resource: Resource): string {
  const identifier = property(resource, 'DBInstanceIdentifier');
  return typeof identifier === 'string' ? identifier : resource.logicalId;
}

const ROUTES: Record<Disruption, (database: Resource, context: ModelContext) => readonly Route[]> = {
  process: (database, context) => [failOver(database, context), restartInPlace(database, context)],
  node: (database, context) => [failOver(database, context), restartInPlace(database, context)],
  zone: (database, context) => [failOver(database, context), afterZoneLoss(database, context)],
  region: (database, context) => [
    promoteReplica(database, context),
    fromReplicatedBackups(database, context),
    fromBackupCopies(database, context, {
      id: 'backup.copy-region',
      name: 'restore AWS Backup’s copy in the recovery region',
      reaches: (copy) => copy.region === context.recoveryRegion,
      rto: [...regionDecision(context), ...restoreTerms(database, context)],
      missing: 'No backup plan copies recovery points of the database to the recovery region.',
      change: 'Add a copy action to a vault in the recovery region',
    }),
  ],
  corruption: (database, context) => [
    beforeCorruption(database, context),
    fromBackupCopies(database, context, {
      id: 'backup.before-damage',
      name: 'restore AWS Backup’s last recovery point before the damage',
      reaches: (copy) => copy.region === context.primaryRegion,
      rto: [assumed(context, 'corruption.detect', 'detect'), ...restoreTerms(database, context)],
      extraLoss: [assumed(context, 'corruption.detect', 'detect')],
      missing: 'No backup plan keeps recovery points of the database.',
      change: 'Keep recovery points in a vault',
    }),
  ],
  deletion: (database, context) => [
    afterDeletion(database, context),
    deletionRefused(database),
    fromBackupCopies(database, context, {
      id: 'backup.after-deletion',
      name: 'restore AWS Backup’s last recovery point',
      reaches: () => true,
      rto: [assumed(context, 'deletion.detect', 'detect'), ...restoreTerms(database, context)],
      missing: 'No backup plan keeps recovery points of the database.',
      change: 'Keep recovery points in a vault',
    }),
  ],
  compromise: (database, context) => [
    fromBackupCopies(database, context, {
      id: 'backup.other-account',
      name: 'restore from the locked vault of another account',
      reaches: (copy) => survivesCompromise(database, copy),
      rto: [
        assumed(context, 'compromise.detect', 'detect'),
        assumed(context, 'backup.copy', 'recover'),
        ...restoreTerms(database, context),
      ],
      missing:
        'Every backup lies in the account itself, where its administrator can delete it, or close the account, which no lock survives.',
      change: 'Add a copy action to a locked vault of another account (accounts.backup in the configuration)',
    }),
  ],
};

/** Deletion protection does not bring anything back, it refuses: listed apart, and used only when no restore is good enough. */
function deletionRefused(database: Resource): Route {
  const [id, name, path] = [
    'rds.deletion-refused',
    'deletion is refused until protection is switched off',
    'DeletionProtection',
  ];
  const protection = property(database, path);
  const proof = [originOf(database, path)];
  if (protection instanceof Unresolved) return blocked(id, name, unreadable(database, path), proof);
  if (asBoolean(protection) !== true) {
    const change = mend(
      database,
      path,
      'Set DeletionProtection to true (database.deletionProtection in the configuration)',
    );
    return blocked(id, name, unrecoverable('Nothing refuses the deletion.', change), proof);
  }
  const refused = estimate(nothing('RDS refuses to delete the instance', originOf(database, path)));
  return { id, name, rto: refused, rpo: refused, proof, prevents: true };
}
