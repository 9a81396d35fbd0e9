import type { AssumptionId } from '../assumptions.ts';
import type { ModelContext } from '../component-kind.ts';
import type { Estimate, Route } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, asNumber, Unresolved } from '../read/value.ts';
import { assumed, blocked, estimate, known, mend, unreadable, unrecoverable } from '../terms.ts';
import { noticedDamage } from './noticed-damage.ts';
import { restoreTerms } from './rds-restore-time.ts';
import { regionDecision, withoutKey } from './region.ts';
import { replicatedLogAge } from './watched-lag.ts';

const RETENTION = 'BackupRetentionPeriod';
/** RDS keeps automated backups for one day when an instance created through its API sets no period. */
const DEFAULT_RETENTION_DAYS = 1;

/** Why there is no point-in-time recovery, or undefined when there is. */
function withoutBackups(database: Resource): Estimate | undefined {
  const retention = property(database, RETENTION);
  if (retention instanceof Unresolved) return unreadable(database, RETENTION);
  if ((asNumber(retention) ?? DEFAULT_RETENTION_DAYS) > 0) return undefined;
  return unrecoverable(
    'Automated backups are off, so there is no point in time to go back to.',
    mend(
      database,
      RETENTION,
      'Set BackupRetentionPeriod between 1 and 35 days (database.backupRetentionDays in the configuration)',
    ),
  );
}

/** Back to the moment before the damage. Everything written since then is lost, so the loss is the time until it is noticed. */
export function beforeCorruption(database: Resource, context: ModelContext): Route {
  const [id, name] = ['rds.point-in-time', 'restore to the moment before the damage'];
  const proof = [originOf(database, RETENTION)];
  const why = withoutBackups(database);
  if (why) return blocked(id, name, why, proof);
  const noticed = noticedDamage(database, context);
  return {
    id,
    name,
    rto: estimate(...noticed, ...restoreTerms(database, context)),
    rpo: estimate(...noticed),
    proof,
  };
}

/** Back to the last uploaded log after the instance's zone is gone. */
export function afterZoneLoss(database: Resource, context: ModelContext): Route {
  return toLatest(
    database,
    context,
    'rds.point-in-time-zone',
    'restore the latest point in time in another zone',
    'human.detect',
    [],
  );
}

/** Back to the last uploaded log after the instance was deleted; its automated backups must outlive it. */
export function afterDeletion(database: Resource, context: ModelContext): Route {
  const [id, name] = ['rds.retained-backups', 'restore from the retained automated backups'];
  const path = 'DeleteAutomatedBackups';
  const deleted = property(database, path);
  if (deleted instanceof Unresolved) return blocked(id, name, unreadable(database, path));
  const proof = [originOf(database, path)];
  if (asBoolean(deleted) !== false) {
    const why = unrecoverable(
      'Automated backups are deleted with the instance.',
      mend(database, path, 'Set DeleteAutomatedBackups to false'),
    );
    return blocked(id, name, why, proof);
  }
  return toLatest(database, context, id, name, 'deletion.detect', proof);
}

function toLatest(
  database: Resource,
  context: ModelContext,
  id: string,
  name: string,
  detection: AssumptionId,
  proof: Route['proof'],
): Route {
  const why = withoutBackups(database);
  const proven = [...proof, originOf(database, RETENTION)];
  if (why) return blocked(id, name, why, proven);
  return {
    id,
    name,
    rto: estimate(assumed(context, detection, 'detect'), ...restoreTerms(database, context)),
    rpo: estimate(known('rds.pitr', 'recover')),
    proof: proven,
  };
}

/** Back to the last log that reached the recovery region. */
export function fromReplicatedBackups(database: Resource, context: ModelContext): Route {
  const [id, name] = [
    'rds.replicated-backups',
    'restore the replicated automated backups in the recovery region',
  ];
  const path = 'AutomaticBackupReplicationRegion';
  const keyPath = 'AutomaticBackupReplicationKmsKeyId';
  const target = property(database, path);
  const proof = [originOf(database, path), originOf(database, keyPath)];
  if (target instanceof Unresolved) return blocked(id, name, unreadable(database, path), proof);
  if (target === undefined || target === database.stack.region) {
    const why = unrecoverable(
      'Automated backups are not replicated to another region.',
      mend(
        database,
        path,
        `Set AutomaticBackupReplicationRegion to ${context.recoveryRegion ?? 'the recovery region'}, with a key of that region`,
      ),
    );
    return blocked(id, name, why, proof);
  }
  const problem = withoutBackups(database) ?? withoutKey(database, context, keyPath, String(target));
  if (problem) return blocked(id, name, problem, proof);
  return {
    id,
    name,
    rto: estimate(...regionDecision(context), ...restoreTerms(database, context)),
    rpo: estimate(...replicatedLogAge(database, context)),
    proof,
  };
}
