import { Stack } from 'aws-cdk-lib';
import { AccountPrincipal, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { PlatformNames } from '../../../lib/names.ts';
import { acknowledge } from '../../acknowledge.ts';
import { serves } from '../../traceability.ts';

/** What whoever decides may do with the plan: look, start, approve, go on without order, and stop. */
const ACTIONS = [
  'ApprovePlanExecutionStep',
  'CancelPlanExecution',
  'GetPlan',
  'GetPlanEvaluationStatus',
  'GetPlanExecution',
  'GetPlanInRegion',
  'ListPlanExecutionEvents',
  'ListPlanExecutions',
  'ListRoute53HealthChecksInRegion',
  'StartPlanExecution',
  'UpdatePlanExecution',
  'UpdatePlanExecutionStep',
].map((action) => `arc-region-switch:${action}`);

/** Taken by the incident lead, with a second factor; what the plan then does, it does with a role of its own. */
export class ApprovalRole extends Construct {
  readonly roleArn: string;

  constructor(scope: Construct, id: string, { names }: { readonly names: PlatformNames }) {
    super(scope, id);
    const { partition, account } = Stack.of(this);
    const role = new Role(this, 'Role', {
      roleName: names.takeoverApprovalRole,
      description: 'The incident lead: starts and approves takeovers',
      assumedBy: new AccountPrincipal(account).withConditions({
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      }),
    });
    // A plan's ARN ends in six characters that are drawn when it is created.
    const plan = `arn:${partition}:arc-region-switch::${account}:plan/${names.takeoverPlan}:*`;
    const policy = new ManagedPolicy(this, 'Policy', {
      description: 'Run the plan of one environment',
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ACTIONS, resources: [plan] }),
        new PolicyStatement({ actions: ['arc-region-switch:ListPlansInRegion'], resources: ['*'] }),
      ],
    });
    acknowledge(policy, {
      [`AwsSolutions-IAM5[Resource::${plan}]`]:
        'The end of the ARN is drawn when the plan is created; the name before it is this environment’s alone.',
      'AwsSolutions-IAM5[Resource::*]': 'Listing plans, which finds the ARN, supports no resource.',
    });
    serves(role, {
      criteria: ['D4', 'D5'],
      controls: ['NIST 800-53r5 AC-6', 'NIST 800-53r5 IA-2(1)', 'ISO 27001 A.5.15', 'SOC 2 CC6.3'],
    });
    this.roleArn = role.roleArn;
  }
}
