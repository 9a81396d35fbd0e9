import type { ModelContext } from '../component-kind.ts';
import type { Disruption } from '../disruptions.ts';
import type { Route } from '../model.ts';
import type { Resource } from '../read/graph.ts';
import { type Addend, assumed } from '../terms.ts';
import { type CopyRoute, fromBackupCopies, survivesCompromise } from './backup-copies.ts';
import { noticedDamage } from './noticed-damage.ts';
import { regionDecision } from './region.ts';

/** What AWS Backup restores, and what a restore costs once the recovery point is there. */
export interface Restorable {
  /** What a person calls it, e.g. `database`. */
  readonly noun: string;
  readonly restore: readonly Addend[];
}

/** The disruptions after which a recovery point is a way back. */
export type BackupDisruption = Exclude<Disruption, 'process' | 'node'>;

/** The way back that AWS Backup offers from a disruption, the same for whatever it protects. */
export function fromBackupService(
  resource: Resource,
  disruption: BackupDisruption,
  context: ModelContext,
  { noun, restore }: Restorable,
): Route {
  const kept = {
    missing: `No backup plan keeps recovery points of the ${noun}.`,
    change: 'Keep recovery points in a vault',
  };
  const routes: Record<BackupDisruption, () => CopyRoute> = {
    zone: () => ({
      id: 'backup.after-zone',
      name: 'restore AWS Backup’s last recovery point in another zone',
      reaches: (copy) => copy.region === resource.stack.region,
      rto: [assumed(context, 'human.detect', 'detect'), ...restore],
      ...kept,
    }),
    region: () => ({
      id: 'backup.copy-region',
      name: 'restore AWS Backup’s copy in the recovery region',
      reaches: (copy) => copy.region === context.recoveryRegion,
      rto: [...regionDecision(context), ...restore],
      missing: `No backup plan copies recovery points of the ${noun} to the recovery region.`,
      change: 'Add a copy action to a vault in the recovery region',
    }),
    corruption: () => ({
      id: 'backup.before-damage',
      name: 'restore AWS Backup’s last recovery point before the damage',
      reaches: (copy) => copy.region === context.primaryRegion,
      rto: [...noticedDamage(resource, context), ...restore],
      extraLoss: noticedDamage(resource, context),
      ...kept,
    }),
    deletion: () => ({
      id: 'backup.after-deletion',
      name: 'restore AWS Backup’s last recovery point',
      reaches: () => true,
      rto: [assumed(context, 'deletion.detect', 'detect'), ...restore],
      ...kept,
    }),
    compromise: () => ({
      id: 'backup.other-account',
      name: 'restore from the locked vault of another account',
      reaches: (copy) => survivesCompromise(resource, copy),
      rto: [
        assumed(context, 'compromise.detect', 'detect'),
        assumed(context, 'backup.copy', 'recover'),
        ...restore,
      ],
      missing:
        'Every backup lies in the account itself, where its administrator can delete it, or close the account, which no lock survives.',
      change: 'Add a copy action to a locked vault of another account (accounts.backup in the configuration)',
    }),
  };
  return fromBackupCopies(resource, context, routes[disruption]());
}
