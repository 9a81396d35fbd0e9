import type { TemplateOrigin } from '../model.ts';
import { originOf, property, type Resource, type ResourceGraph } from '../read/graph.ts';
import { asBoolean, asList, asNumber, isRecord, type Value } from '../read/value.ts';
import { selectedBy } from './backup-selection.ts';
import { longestGapSeconds } from './schedule.ts';

/** A place where AWS Backup leaves recovery points of a resource, at a known rhythm. */
export interface ProtectedCopy {
  readonly plan: Resource;
  readonly rule: string;
  /** Property path of the rule, or of the copy action, inside the plan. */
  readonly path: string;
  /** Longest gap between two recovery points, seconds; undefined when the schedule is not understood. */
  readonly periodSeconds: number | undefined;
  /** Seconds within which a job must start, undefined when the plan leaves it to the service. */
  readonly startWindowSeconds: number | undefined;
  /** Seconds within which a job must be done, undefined when the plan sets no bound. */
  readonly completionWindowSeconds: number | undefined;
  readonly account: string | undefined;
  readonly region: string | undefined;
  /** Undefined when the vault is not in the templates. */
  readonly vault: Resource | undefined;
  readonly isCopy: boolean;
  /** Whether the rule keeps every moment, not only its recovery points: a copy never does. Undefined when not resolved. */
  readonly continuous: boolean | undefined;
  readonly proof: readonly TemplateOrigin[];
}

/** Every recovery point that the plans promise for a resource: in the plan's own vault and as copies elsewhere. */
export function protectedCopies(resource: Resource, graph: ResourceGraph): ProtectedCopy[] {
  return graph
    .ofType('AWS::Backup::BackupSelection')
    .filter(({ stack }) => stack.region === resource.stack.region && stack.account === resource.stack.account)
    .flatMap((selection) => {
      const path = selectedBy(selection, resource, graph);
      if (path === undefined) return [];
      return graph
        .named(property(selection, 'BackupPlanId'), 'AWS::Backup::BackupPlan')
        .flatMap((plan) => copiesOf(plan, originOf(selection, path), graph));
    });
}

function copiesOf(plan: Resource, selected: TemplateOrigin, graph: ResourceGraph): ProtectedCopy[] {
  return asList(property(plan, 'BackupPlan.BackupPlanRule')).flatMap((rule, index) => {
    if (!isRecord(rule)) return [];
    const path = `BackupPlan.BackupPlanRule.${index}`;
    const minutes = (value: Value) => {
      const number = asNumber(value);
      return number === undefined ? undefined : number * 60;
    };
    const shared = {
      plan,
      rule: String(rule.RuleName ?? index),
      periodSeconds:
        typeof rule.ScheduleExpression === 'string' ? longestGapSeconds(rule.ScheduleExpression) : undefined,
      startWindowSeconds: minutes(rule.StartWindowMinutes),
      completionWindowSeconds: minutes(rule.CompletionWindowMinutes),
    };
    const proof = [selected, originOf(plan, `${path}.ScheduleExpression`)];
    const own = place(rule.TargetBackupVault, plan, graph);
    const copies = asList(rule.CopyActions).map((action, position) => {
      const copyPath = `${path}.CopyActions.${position}`;
      const target = isRecord(action) ? action.DestinationBackupVaultArn : undefined;
      return {
        ...shared,
        ...place(target, plan, graph),
        path: copyPath,
        isCopy: true,
        continuous: false,
        proof: [...proof, originOf(plan, `${copyPath}.DestinationBackupVaultArn`)],
      };
    });
    const continuous = continuousIn(rule.EnableContinuousBackup);
    return [{ ...shared, ...own, path, isCopy: false, continuous, proof }, ...copies];
  });
}

function continuousIn(enabled: Value): boolean | undefined {
  return enabled === undefined ? false : asBoolean(enabled);
}

function place(
  vaultNameOrArn: Value,
  plan: Resource,
  graph: ResourceGraph,
): Pick<ProtectedCopy, 'account' | 'region' | 'vault'> {
  const [referenced] = graph.named(
    vaultNameOrArn,
    'AWS::Backup::BackupVault',
    'AWS::Backup::LogicallyAirGappedBackupVault',
  );
  if (referenced)
    return { account: referenced.stack.account, region: referenced.stack.region, vault: referenced };
  if (typeof vaultNameOrArn !== 'string') return { account: undefined, region: undefined, vault: undefined };
  const [, region, account, arnName] =
    /^arn:[\w-]+:backup:([\w-]+):(\d+):backup-vault:(.+)$/.exec(vaultNameOrArn) ?? [];
  const where = { account: account ?? plan.stack.account, region: region ?? plan.stack.region };
  const vault = graph
    .ofType('AWS::Backup::BackupVault', 'AWS::Backup::LogicallyAirGappedBackupVault')
    .find(
      (candidate) =>
        property(candidate, 'BackupVaultName') === (arnName ?? vaultNameOrArn) &&
        candidate.stack.region === where.region &&
        candidate.stack.account === where.account,
    );
  return { ...where, vault };
}

export type VaultLock = 'none' | 'governance' | 'compliance';

/** How a vault is locked: `compliance` once a grace time is set, `governance` while privileged users may still lift it. */
export function vaultLock(vault: Resource): VaultLock {
  if (vault.type === 'AWS::Backup::LogicallyAirGappedBackupVault') return 'compliance';
  const lock = property(vault, 'LockConfiguration');
  if (!isRecord(lock)) return 'none';
  return lock.ChangeableForDays === undefined ? 'governance' : 'compliance';
}
