import { protectedCopies } from '../evidence/backup-plans.ts';
import type { Finding } from '../model.ts';
import { property } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { mend } from '../terms.ts';
import type { Check } from './check.ts';

const DAY = 86_400;

/** D1: a daily and a weekly backup beside point-in-time recovery. */
export const scheduledBackups: Check = (context, components) =>
  components
    .filter(({ kind }) => kind === 'rds-instance')
    .flatMap(({ id, name, resource }): Finding[] => {
      const shared = {
        rule: 'scheduled-backups',
        disruptions: ['corruption', 'deletion'],
        criteria: ['D1'],
        component: id,
      } as const;
      const findings: Finding[] = [];
      if (asNumber(property(resource, 'BackupRetentionPeriod')) === 0) {
        findings.push({
          ...shared,
          severity: 'breach',
          message: `${name} keeps no automated backups, so there is no point-in-time recovery.`,
          mends: [mend(resource, 'BackupRetentionPeriod', 'Set BackupRetentionPeriod between 1 and 35 days')],
        });
      }
      const own = protectedCopies(resource, context.graph).filter((copy) => !copy.isCopy);
      for (const [rhythm, longest] of [
        ['daily', DAY],
        ['weekly', 7 * DAY],
      ] as const) {
        if (
          own.some((copy) =>
            rhythm === 'daily'
              ? (copy.periodSeconds ?? Number.POSITIVE_INFINITY) <= longest
              : copy.periodSeconds === longest,
          )
        )
          continue;
        const [plan] = own;
        findings.push({
          ...shared,
          severity: 'breach',
          message: `No backup plan takes a ${rhythm} backup of ${name}.`,
          mends: [
            plan
              ? mend(plan.plan, 'BackupPlan.BackupPlanRule', `Add a ${rhythm} rule`)
              : mend(resource, 'Tags', 'Select the database in a backup plan'),
          ],
        });
      }
      return findings;
    });
