import { type ProtectedCopy, protectedCopies, vaultLock } from '../evidence/backup-plans.ts';
import { isEncrypted, keyRegion } from '../evidence/keys.ts';
import type { Finding, Mend } from '../model.ts';
import { property } from '../read/graph.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** D2: every backup has a copy in the recovery region, under that region's own key, locked against deletion. */
export const offSiteCopies: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'rds-instance')
    .flatMap(({ id, name, resource }): Finding[] => {
      const there = context.recoveryRegion ?? 'another region';
      const breach = (message: string, change: Mend): Finding => ({
        rule: 'off-site-copies',
        severity: 'breach',
        disruptions: ['region'],
        criteria: ['D2'],
        component: id,
        message,
        mends: [change],
      });
      const findings: Finding[] = [];

      const replication = property(resource, 'AutomaticBackupReplicationRegion');
      const replicationKey = 'AutomaticBackupReplicationKmsKeyId';
      if (replication === undefined) {
        findings.push(
          breach(
            `The automated backups of ${name} are not replicated: after a region loss there is no point-in-time recovery.`,
            mend(
              resource,
              'AutomaticBackupReplicationRegion',
              `Set AutomaticBackupReplicationRegion to ${there}`,
            ),
          ),
        );
      } else if (
        isEncrypted(resource) &&
        keyRegion(property(resource, replicationKey), context.graph) !== String(replication)
      ) {
        findings.push(
          breach(
            `The replicated backups of ${name} are not encrypted with a key of ${String(replication)}.`,
            mend(resource, replicationKey, `Set ${replicationKey} to a key of ${String(replication)}`),
          ),
        );
      }

      const points = protectedCopies(resource, context.graph);
      const copiedTo = (rule: string) =>
        points.filter(
          (point) => point.isCopy && point.rule === rule && point.region === context.recoveryRegion,
        );
      for (const own of points.filter((point) => !point.isCopy)) {
        if (copiedTo(own.rule).length > 0) continue;
        findings.push(
          breach(
            `The ${own.rule} backups of ${name} are not copied to ${there}.`,
            mend(own.plan, `${own.path}.CopyActions`, `Add a copy action to a vault in ${there}`),
          ),
        );
      }
      const vaults = new Map(
        points
          .filter((point) => point.isCopy && point.region === context.recoveryRegion)
          .map((point) => [point.vault?.logicalId, point]),
      );
      for (const point of vaults.values()) findings.push(...vaultFindings(point, breach, context));
      return findings;
    });

function vaultFindings(
  point: ProtectedCopy,
  breach: (message: string, change: Mend) => Finding,
  context: Parameters<Check>[0],
): Finding[] {
  const { vault } = point;
  if (!vault)
    return [
      {
        ...breach(
          'The vault that backups are copied to is not in the templates.',
          mend(point.plan, point.path, 'Name a vault of this assembly'),
        ),
        severity: 'unproven',
      },
    ];
  const vaultName = String(property(vault, 'BackupVaultName') ?? vault.logicalId);
  const findings: Finding[] = [];
  if (keyRegion(property(vault, 'EncryptionKeyArn'), context.graph) !== vault.stack.region) {
    findings.push(
      breach(
        `Copies in vault ${vaultName} are not encrypted with a key of ${vault.stack.region}.`,
        mend(vault, 'EncryptionKeyArn', `Set EncryptionKeyArn to a key of ${vault.stack.region}`),
      ),
    );
  }
  if (vaultLock(vault) === 'none') {
    findings.push(
      breach(
        `Vault ${vaultName} is not locked, so its recovery points can be deleted.`,
        mend(vault, 'LockConfiguration', 'Set LockConfiguration'),
      ),
    );
  }
  return findings;
}
