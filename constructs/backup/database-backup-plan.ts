import { ArnFormat, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import {
  BackupPlan,
  type BackupPlanCopyActionProps,
  BackupPlanRule,
  BackupResource,
  BackupVault,
  type IBackupVault,
} from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';

/** The shortest that AWS Backup takes without failing jobs; the default of eight hours would add to the data loss. */
const START_WINDOW = Duration.hours(1);

/** A job still running then is cancelled and reported, rather than running into the next one. */
const COMPLETION_WINDOW = Duration.hours(8);

export interface DatabaseBackupPlanProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/**
 * Daily and weekly snapshots of the database, each copied to the recovery region and, where there is one, to the backup
 * account.
 *
 * Recovery to a second is not this plan's task: RDS keeps its own transaction log for that and replicates it to the
 * recovery region. A continuous backup of AWS Backup would take that log over, and its copies are snapshots all the
 * same. Nor is there an hourly rule: RDS takes one snapshot a day under a plan that also has point-in-time recovery.
 */
export class DatabaseBackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseBackupPlanProps) {
    super(scope, id);
    const { config, names } = props;
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `${names.prefix}-database`,
      backupVault: BackupVault.fromBackupVaultName(this, 'Vault', names.primaryVault),
    });
    const destinations = this.destinations(props);
    const rule = (ruleName: string, schedule: Schedule, days: number) => {
      const deleteAfter = Duration.days(days);
      plan.addRule(
        new BackupPlanRule({
          ruleName,
          scheduleExpression: schedule,
          startWindow: START_WINDOW,
          completionWindow: COMPLETION_WINDOW,
          deleteAfter,
          copyActions: destinations.map(
            (vault): BackupPlanCopyActionProps => ({ destinationBackupVault: vault, deleteAfter }),
          ),
        }),
      );
    };
    rule('daily', Schedule.cron({ hour: '3', minute: '0' }), config.backup.dailyRetentionDays);
    rule(
      'weekly',
      Schedule.cron({ weekDay: 'SUN', hour: '5', minute: '0' }),
      config.backup.weeklyRetentionDays,
    );
    serves(plan, {
      criteria: ['D1', 'D2', 'D6'],
      controls: [
        'NIST 800-53r5 CP-9',
        'NIST 800-53r5 CP-9(5)',
        'NIST 800-53r5 CP-6(1)',
        'ISO 27001 A.8.13',
        'SOC 2 A1.2',
      ],
    });
    plan.addSelection('Database', {
      backupSelectionName: 'database',
      role: this.role(names),
      resources: [
        BackupResource.fromArn(
          Stack.of(this).formatArn({
            service: 'rds',
            resource: 'db',
            resourceName: names.databaseInstance,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ),
      ],
    });
    new CfnOutput(this, 'PlanId', { value: plan.backupPlanId, description: 'Backup plan of the database' });
  }

  /**
   * The backup account's vault is in this region: for RDS, AWS Backup copies across regions or across accounts, never
   * both at once.
   */
  private destinations({ config, names }: DatabaseBackupPlanProps): IBackupVault[] {
    const { workload, backup } = config.accounts;
    const { primary, recovery } = config.regions;
    const vaults = [this.vaultAt('RecoveryVault', recovery.name, workload, names.recoveryVault)];
    if (backup) vaults.push(this.vaultAt('AccountVault', primary.name, backup, names.accountVault));
    return vaults;
  }

  private vaultAt(id: string, region: string, account: string, name: string): IBackupVault {
    const { partition } = Stack.of(this);
    const arn = `arn:${partition}:backup:${region}:${account}:backup-vault:${name}`;
    return BackupVault.fromBackupVaultArn(this, id, arn);
  }

  private role(names: PlatformNames): Role {
    const role = new Role(this, 'Role', {
      roleName: names.backupRole,
      description: 'AWS Backup takes and copies snapshots of the database',
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup'),
      ],
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]':
        'AWS maintains this policy as AWS Backup learns new calls; a copy of it would break silently. It can back up, and can neither restore nor delete a vault.',
    });
    return role;
  }
}
