import type { ModelContext } from '../component-kind.ts';
import { type ProtectedCopy, protectedCopies, vaultLock } from '../evidence/backup-plans.ts';
import type { Estimate, Route, Term } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import {
  type Addend,
  assumed,
  blocked,
  computed,
  estimate,
  known,
  mend,
  unknown,
  unrecoverable,
} from '../terms.ts';

/** How a resource comes back from a recovery point that AWS Backup keeps somewhere. */
export interface CopyRoute {
  readonly id: string;
  readonly name: string;
  /** Which recovery points count. */
  readonly reaches: (copy: ProtectedCopy) => boolean;
  readonly rto: readonly Addend[];
  /** Added to the age of the recovery point, e.g. the time until corruption is noticed. */
  readonly extraLoss?: readonly Term[];
  readonly missing: string;
  /** What to add to a backup plan to open the route. */
  readonly change: string;
}

/** The most recent recovery point that the plans promise and that `route` can use. */
export function fromBackupCopies(resource: Resource, context: ModelContext, route: CopyRoute): Route {
  const all = protectedCopies(resource, context.graph);
  const usable = all.filter(route.reaches);
  const complete = usable.filter((copy) => copy.periodSeconds !== undefined && copy.vault !== undefined);
  const best = complete.toSorted((one, other) => lossSeconds(one) - lossSeconds(other))[0];
  if (best)
    return {
      id: route.id,
      name: route.name,
      rto: estimate(...route.rto),
      rpo: loss(best, context, route),
      proof: best.proof,
    };
  const [unclear] = usable;
  if (unclear) {
    const what =
      unclear.vault === undefined
        ? 'The vault that the plan copies to is not in the templates.'
        : 'The schedule of the backup plan is not understood.';
    return blocked(
      route.id,
      route.name,
      unknown(
        what,
        mend(unclear.plan, unclear.path, 'Name a vault of this assembly and a cron or rate schedule'),
      ),
      unclear.proof,
    );
  }
  const [any] = all;
  const change = any
    ? mend(any.plan, `${ruleOf(any)}.CopyActions`, route.change)
    : mend(resource, 'Tags', 'Select the resource in a backup plan');
  return blocked(route.id, route.name, unrecoverable(route.missing, change));
}

/** Property path of the rule that a copy belongs to. */
function ruleOf(copy: ProtectedCopy): string {
  return copy.path.replace(/\.CopyActions\.\d+$/, '');
}

function lossSeconds(copy: ProtectedCopy): number {
  return (copy.periodSeconds ?? Number.POSITIVE_INFINITY) + (copy.startWindowSeconds ?? 0);
}

/** Just before the next recovery point is complete, the last one is a period, a start window and a job old. */
function loss(copy: ProtectedCopy, context: ModelContext, route: CopyRoute): Estimate {
  const period = computed(
    'Time between two recovery points',
    'recover',
    copy.periodSeconds ?? 0,
    `schedule of rule ${copy.rule}`,
    copy.proof,
  );
  const start =
    copy.startWindowSeconds === undefined
      ? known('backup.start-window', 'recover')
      : computed(
          'The job starts within its window',
          'recover',
          copy.startWindowSeconds,
          `${copy.startWindowSeconds / 60} min`,
          [originOf(copy.plan, `${ruleOf(copy)}.StartWindowMinutes`)],
        );
  return estimate(period, start, assumed(context, 'backup.copy', 'recover'), ...(route.extraLoss ?? []));
}

/** A second account's vault is the only thing an administrator of this account cannot reach. */
export function survivesCompromise(resource: Resource, copy: ProtectedCopy): boolean {
  if (copy.account === undefined || copy.account === resource.stack.account) return false;
  return copy.vault === undefined || vaultLock(copy.vault) !== 'none';
}
