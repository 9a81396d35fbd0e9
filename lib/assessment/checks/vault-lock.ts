import { protectedCopies, vaultLock } from '../evidence/backup-plans.ts';
import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asNumber, isRecord, type Value } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** D2: each vault that keeps a database's recovery points is locked for good, within bounds its plans respect. */
export const vaultLockBounds: Check = (context, components) => {
  const databases = components.filter(({ kind }) => kind === 'rds-instance');
  const seen = new Map<string, Finding>();
  const add = (finding: Finding) => seen.set(finding.message, finding);
  for (const { id, resource } of databases) {
    for (const copy of protectedCopies(resource, context.graph)) {
      const { plan, path, vault } = copy;
      if (!vault) {
        // What is copied off site has a rule of its own.
        if (!copy.isCopy || copy.region === undefined)
          add(
            warning(
              id,
              `The vault that rule ${copy.rule} writes to is not in the templates, so whether it is locked is unknown.`,
              plan,
              `${path}.TargetBackupVault`,
              'Name a vault of this assembly',
            ),
          );
        continue;
      }
      const name = String(property(vault, 'BackupVaultName') ?? vault.logicalId);
      for (const [missing, weak] of weaknesses(vault))
        add(warning(id, `Vault ${name} ${missing}.`, vault, weak, `Set ${weak}`));
      const kept = lifetime(property(plan, path));
      const least = asNumber(property(vault, 'LockConfiguration.MinRetentionDays'));
      const most = asNumber(property(vault, 'LockConfiguration.MaxRetentionDays'));
      if (kept === undefined) {
        add(
          warning(
            id,
            `How long rule ${copy.rule} keeps recovery points in vault ${name} is not in the templates.`,
            plan,
            `${path}.Lifecycle.DeleteAfterDays`,
            'Set DeleteAfterDays within the bounds of the vault’s lock',
          ),
        );
      } else if (kept < (least ?? 1) || kept > (most ?? Number.POSITIVE_INFINITY)) {
        add({
          ...warning(
            id,
            `Rule ${copy.rule} keeps recovery points for ${kept} days, and the lock of vault ${name} admits ${least ?? 1} to ${most ?? 'any'}: AWS Backup refuses such a job.`,
            plan,
            `${path}.Lifecycle.DeleteAfterDays`,
            'Set DeleteAfterDays within the bounds of the vault’s lock',
          ),
          severity: 'breach',
        });
      }
    }
  }
  return [...seen.values()];
};

/** What an administrator of the vault's account could still undo, with the property that forbids it. */
function weaknesses(vault: Resource): [string, string][] {
  if (vault.type !== 'AWS::Backup::BackupVault') return [];
  const found: [string, string][] = [];
  if (property(vault, 'EncryptionKeyArn') === undefined)
    found.push([
      'uses no key of its own, so its copies cannot be shared with another account',
      'EncryptionKeyArn',
    ]);
  if (vaultLock(vault) === 'none') return [...found, ['is not locked', 'LockConfiguration']];
  const days = (name: string): Value => property(vault, `LockConfiguration.${name}`);
  // Below three days AWS Backup does not accept the lock.
  if ((asNumber(days('ChangeableForDays')) ?? 0) < 3)
    found.push([
      'is locked in governance mode, which a privileged administrator lifts',
      'LockConfiguration.ChangeableForDays',
    ]);
  if ((asNumber(days('MinRetentionDays')) ?? 0) < 1)
    found.push([
      'admits recovery points that expire at once, because its lock has no lower bound',
      'LockConfiguration.MinRetentionDays',
    ]);
  if ((asNumber(days('MaxRetentionDays')) ?? 0) < 1)
    found.push([
      'admits recovery points that nobody can ever delete, because its lock has no upper bound',
      'LockConfiguration.MaxRetentionDays',
    ]);
  return found;
}

function lifetime(rule: Value): number | undefined {
  if (!isRecord(rule) || !isRecord(rule.Lifecycle)) return undefined;
  return asNumber(rule.Lifecycle.DeleteAfterDays);
}

function warning(component: string, message: string, at: Resource, path: string, change: string): Finding {
  return {
    rule: 'vault-lock',
    severity: 'warning',
    disruptions: ['compromise'],
    criteria: ['D2'],
    component,
    message,
    mends: [mend(at, path, change)],
  };
}
