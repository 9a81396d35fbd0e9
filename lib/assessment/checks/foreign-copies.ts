import { type ProtectedCopy, protectedCopies } from '../evidence/backup-plans.ts';
import { isEncrypted } from '../evidence/keys.ts';
import type { Finding, Mend } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord, textsIn } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const COPY = /^backup:(CopyIntoBackupVault|\*)$/;

/** D2: a copy reaches another account only under a key that can be shared, into a vault that lets it in. */
export const foreignCopies: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'rds-instance')
    .flatMap(({ id, name, resource }): Finding[] => {
      const copies = protectedCopies(resource, context.graph).filter(
        ({ account }) => account !== undefined && account !== resource.stack.account,
      );
      if (copies.length === 0) return [];
      const finding = (message: string, change: Mend): Finding => ({
        rule: 'foreign-copies',
        severity: 'breach',
        disruptions: ['compromise'],
        criteria: ['D2'],
        component: id,
        message,
        mends: [change],
      });
      const findings: Finding[] = [];
      // The service's own key, which RDS uses when none is named, cannot be shared with another account.
      if (isEncrypted(resource) && property(resource, 'KmsKeyId') === undefined)
        findings.push(
          finding(
            `${name} is encrypted with the service’s own key, which no other account can use, so its copies there fail.`,
            mend(resource, 'KmsKeyId', 'Set KmsKeyId to a key of your own'),
          ),
        );
      for (const vault of vaultsOf(copies)) {
        if (letsCopiesIn(vault, resource.stack.account)) continue;
        findings.push(
          finding(
            `Vault ${String(property(vault, 'BackupVaultName') ?? vault.logicalId)} is not shown to let account ${resource.stack.account} copy recovery points into it.`,
            mend(vault, 'AccessPolicy', 'Allow backup:CopyIntoBackupVault to the account of the database'),
          ),
        );
      }
      return findings;
    });

function vaultsOf(copies: readonly ProtectedCopy[]): Resource[] {
  return [...new Set(copies.flatMap(({ vault }) => (vault ? [vault] : [])))];
}

function letsCopiesIn(vault: Resource, account: string): boolean {
  const statements = property(vault, 'AccessPolicy.Statement');
  return (isRecord(statements) ? [statements] : asList(statements))
    .filter(isRecord)
    .some(
      (statement) =>
        statement.Effect === 'Allow' &&
        textsIn(statement.Action).some((action) => COPY.test(action)) &&
        textsIn(statement.Principal).some((who) => who === '*' || who.includes(account)) &&
        statement.Resource !== undefined,
    );
}
