import type { Finding } from '../model.ts';
import { property, type Resource } from '../read/graph.ts';
import { asNumber, Unresolved } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

/** Damage that a weekly job or a weekend hides is noticed within this time. */
const LEAST_DAYS = 7;
/** What RDS keeps when an instance created through its API, or a replicated backup, sets no period. */
const DEFAULT_DAYS = { BackupRetentionPeriod: 1, AutomaticBackupReplicationRetentionPeriod: 7 } as const;

/** D1: automated backups, and their copies in the other region, reach back far enough to be of use. */
export const backupRetention: Check = (_context, components) =>
  components
    .filter(({ kind }) => kind === 'rds-instance')
    .flatMap(({ id, name, resource }): Finding[] => {
      const findings = tooShort(id, name, resource, 'BackupRetentionPeriod', LEAST_DAYS);
      if (property(resource, 'AutomaticBackupReplicationRegion') === undefined) return findings;
      const own = asNumber(property(resource, 'BackupRetentionPeriod')) ?? LEAST_DAYS;
      return [...findings, ...tooShort(id, name, resource, 'AutomaticBackupReplicationRetentionPeriod', own)];
    });

function tooShort(
  id: string,
  name: string,
  resource: Resource,
  path: keyof typeof DEFAULT_DAYS,
  least: number,
): Finding[] {
  const value = property(resource, path);
  const kept = value === undefined ? DEFAULT_DAYS[path] : asNumber(value);
  if (kept !== undefined && kept >= least) return [];
  const found =
    value instanceof Unresolved ? `not determined (${value.expression})` : `${kept ?? String(value)} days`;
  return [
    {
      rule: 'backup-retention',
      severity: 'warning',
      disruptions: ['corruption'],
      criteria: ['D1'],
      component: id,
      message: `${path} of ${name} is ${found}: damage that is noticed after more than that cannot be undone, and ${least} days are expected.`,
      mends: [mend(resource, path, `Set ${path} to at least ${least}`)],
    },
  ];
}
