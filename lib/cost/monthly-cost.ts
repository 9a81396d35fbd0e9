import type { StackTemplate } from '../assessment/read/template.ts';
import { CHARGES, type Driver, type Surroundings } from './charges.ts';
import { priceOf } from './prices.ts';

/** What one driver costs in one region. */
export interface Cost {
  readonly driver: Driver;
  readonly region: string;
  readonly dollars: number;
}

/** What the templates cost a month at no load: what is there all the time, and not what is used. */
export function monthlyCost(stacks: readonly StackTemplate[], storageGib: number): Cost[] {
  return stacks.flatMap(({ region, template }) => {
    const resources = Object.values(template.Resources ?? {});
    const task = resources.find(({ Type }) => Type === 'AWS::ECS::TaskDefinition')?.Properties;
    const around: Surroundings = { storageGib, taskHour: taskHour(task) };
    const charged = resources.flatMap(({ Type, Properties = {} }): Cost[] => {
      const charge = CHARGES[String(Type)];
      if (!charge) return [];
      const dollars = charge.monthly(Properties as Record<string, unknown>, around);
      if (!Number.isFinite(dollars)) {
        throw new Error(`A resource of type ${String(Type)} in ${region} has no number to charge by.`);
      }
      return [{ driver: charge.driver, region, dollars }];
    });
    return [...charged, ...replicatedLog(resources, region, storageGib)];
  });
}

/** The transaction log and the snapshots that RDS keeps in another region. */
function replicatedLog(
  resources: readonly { readonly Properties?: unknown }[],
  region: string,
  storageGib: number,
): Cost[] {
  return resources.flatMap(({ Properties }) => {
    const to = (Properties as Record<string, unknown> | undefined)?.AutomaticBackupReplicationRegion;
    if (typeof to !== 'string') return [];
    return [
      {
        driver: 'Backups: one full copy in each vault, and the replicated log' as const,
        region: to === '' ? region : to,
        dollars: storageGib * priceOf('backupGibMonth'),
      },
    ];
  });
}

function taskHour(definition: unknown): number {
  const { Cpu, Memory } = (definition ?? {}) as { readonly Cpu?: unknown; readonly Memory?: unknown };
  return (
    (Number(Cpu ?? 0) / 1024) * priceOf('fargateVcpuHour') +
    (Number(Memory ?? 0) / 1024) * priceOf('fargateGibHour')
  );
}

/** Dollars of all costs that pass. */
export function total(costs: readonly Cost[], passes: (cost: Cost) => boolean = () => true): number {
  return costs.filter(passes).reduce((sum, { dollars }) => sum + dollars, 0);
}
