import { Stack } from 'aws-cdk-lib';
import { CfnRestoreTestingPlan, CfnRestoreTestingSelection } from 'aws-cdk-lib/aws-backup';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../lib/names.ts';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import { RESTORE_TEST_SCHEDULE } from './verifiers.ts';

/** AWS Backup deletes what it restored when it is told the result, and at the latest after these hours. */
const VALIDATION_WINDOW_HOURS = 2;

/** A recovery point older than this is no proof of anything recent. */
const SELECTION_WINDOW_DAYS = 3;

export interface RestoreTestingPlanProps {
  readonly names: PlatformNames;
  /** Guards the restored instance. */
  readonly securityGroup: ISecurityGroup;
}

/**
 * Every day the newest copy in the recovery region's vault is restored there, into the places that a recovery would use:
 * the same subnets and settings, but a security group that lets only the validator in.
 */
export class RestoreTestingPlan extends Construct {
  readonly planArn: string;

  constructor(scope: Construct, id: string, props: RestoreTestingPlanProps) {
    super(scope, id);
    const { names, securityGroup } = props;
    const stack = Stack.of(this);
    const name = names.prefix.replaceAll('-', '_');
    const vault = `arn:${stack.partition}:backup:${stack.region}:${stack.account}:backup-vault:${names.recoveryVault}`;
    const plan = new CfnRestoreTestingPlan(this, 'Plan', {
      restoreTestingPlanName: name,
      scheduleExpression: RESTORE_TEST_SCHEDULE,
      scheduleExpressionTimezone: 'UTC',
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: 'LATEST_WITHIN_WINDOW',
        includeVaults: [vault],
        recoveryPointTypes: ['SNAPSHOT'],
        selectionWindowDays: SELECTION_WINDOW_DAYS,
      },
    });
    const selection = new CfnRestoreTestingSelection(this, 'Selection', {
      restoreTestingPlanName: name,
      restoreTestingSelectionName: `${name}_database`,
      iamRoleArn: this.role().roleArn,
      protectedResourceType: 'RDS',
      // The vault holds copies of one database, and that one stands in another region.
      protectedResourceArns: ['*'],
      validationWindowHours: VALIDATION_WINDOW_HOURS,
      restoreMetadataOverrides: {
        dbSubnetGroupName: names.databaseSubnetGroup,
        dbParameterGroupName: names.databaseParameterGroup,
        vpcSecurityGroupIds: stack.toJsonString([securityGroup.securityGroupId]),
      },
    });
    selection.addResourceDependency(plan);
    for (const resource of [plan, selection]) {
      serves(resource, {
        criteria: ['D3', 'D5', 'D6'],
        controls: ['NIST 800-53r5 CP-4', 'NIST 800-53r5 CP-9(1)', 'ISO 27001 A.8.13', 'SOC 2 A1.3'],
      });
    }
    this.planArn = plan.attrRestoreTestingPlanArn;
  }

  private role(): Role {
    const role = new Role(this, 'Role', {
      description: 'AWS Backup restores the newest recovery point to test it',
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForRestores'),
      ],
    });
    acknowledge(role, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores]':
        'AWS maintains this policy as AWS Backup learns new calls; a copy of it would break silently. Only AWS Backup can take the role on, and this account’s restore tests are all that pass it.',
    });
    return role;
  }
}
