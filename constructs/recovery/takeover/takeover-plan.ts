import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { CfnPlan } from 'aws-cdk-lib/aws-arcregionswitch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { objectivesOf } from '../../../lib/config/objectives.ts';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import { takeoverPlaces } from '../../../lib/takeover/places.ts';
import type { TakeoverAction } from '../../../lib/takeover/step.ts';
import { takeoverWorkflows } from '../../../lib/takeover/workflows.ts';
import { alarmName } from '../../observability/platform-alarm.ts';
import { serves } from '../../traceability.ts';
import { ApprovalRole } from './approval-role.ts';
import { planStep } from './blocks.ts';
import { ExecutionRole } from './execution-role.ts';
import { PlanWarnings } from './plan-warnings.ts';
import { reportBucket } from './report-bucket.ts';
import { switchHealthCheckId } from './switch-health-check.ts';

export interface TakeoverPlanProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  /** Encrypts the reports; of the plan's own region. */
  readonly key: IKey;
}

const REPORTS = 'takeover-reports';

/** Alarms that are quiet while a region serves; from them the engine measures how long the recovery really took. */
const HEALTH_ALARMS = ['app-target-5xx', 'alb-5xx'];

/**
 * How the service moves from one region to the other and back: a plan of ARC Region switch, which keeps a copy of it in
 * both regions and runs it there without the other one. Everything it names is a literal ARN.
 */
export class TakeoverPlan extends Construct {
  /**
   * Id of the health check that is switched off while the recovery region serves, for stacks of other regions.
   * Absent without a domain: there is no record to switch.
   */
  readonly primarySwitchId: string | undefined;

  constructor(scope: Construct, id: string, props: TakeoverPlanProps) {
    super(scope, id);
    const { config, names, key } = props;
    const { primary, recovery } = config.regions;
    const regions = [primary.name, recovery.name];
    const places = takeoverPlaces(config, names);
    const workflows = takeoverWorkflows(config, names);
    const actions = workflows
      .flatMap(({ steps }) => steps)
      .flatMap(({ block }) => (block.kind === 'action' ? block.action : []));
    // Only the recovery region restores: the primary one always has a replica to take back with.
    const functionArns = (action: TakeoverAction) =>
      (action === 'restore' ? [recovery.name] : regions).map((region) => places.functionArn(region, action));
    const approval = new ApprovalRole(this, 'Approval', { names });
    const bucket = reportBucket(this, 'Reports', key);
    const alarms = healthAlarms(config, names);
    const execution = new ExecutionRole(this, 'Execution', {
      config,
      names,
      places,
      functionArns: [...new Set(actions)].flatMap(functionArns),
      alarmArns: alarms.map(({ arn }) => arn),
      reports: { bucket, prefix: REPORTS, key },
    });
    const rtoSeconds = objectivesOf(config).perDisruption.region?.rtoSeconds;
    const plan = new CfnPlan(this, 'Plan', {
      name: names.takeoverPlan,
      description: `Moves ${names.prefix} between ${primary.name} and ${recovery.name} (${config.strategy})`,
      executionRole: execution.role.roleArn,
      recoveryApproach: 'activePassive',
      regions,
      primaryRegion: primary.name,
      ...(rtoSeconds !== undefined && { recoveryTimeObjectiveMinutes: Math.floor(rtoSeconds / 60) }),
      associatedAlarms: Object.fromEntries(
        alarms.map(({ name, arn }) => [name, { alarmType: 'applicationHealth', resourceIdentifier: arn }]),
      ),
      reportConfiguration: {
        reportOutput: [
          {
            s3Configuration: {
              bucketPath: Fn.join('/', [bucket.bucketName, REPORTS]),
              bucketOwner: config.accounts.workload,
            },
          },
        ],
      },
      workflows: workflows.map(({ purpose, region, description, steps }) => ({
        workflowTargetAction: purpose,
        workflowTargetRegion: region,
        workflowDescription: description,
        steps: steps.map((step) => planStep(step, { approvalRoleArn: approval.roleArn, functionArns })),
      })),
    });
    plan.node.addDependency(execution.policy);
    serves(plan, {
      criteria: ['A5', 'D4', 'D5', 'D7'],
      controls: [
        'NIST 800-53r5 CP-2',
        'NIST 800-53r5 CP-7',
        'NIST 800-53r5 CP-10',
        'ISO 27001 A.5.30',
        'SOC 2 A1.3',
      ],
    });
    new PlanWarnings(this, 'Warnings', { config, names, planArn: plan.attrArn });
    new CfnOutput(this, 'PlanArn', {
      value: plan.attrArn,
      description: 'Plan to start when a region is lost',
    });
    new CfnOutput(this, 'ReportBucket', {
      value: bucket.bucketName,
      description: `Reports on takeovers, under ${REPORTS}`,
    });
    this.primarySwitchId = config.domain && this.publishSwitch(plan, primary.name);
  }

  private publishSwitch(plan: CfnPlan, region: string): string {
    const stack = Stack.of(this);
    const output = new CfnOutput(this, 'PrimarySwitchId', {
      value: switchHealthCheckId(plan, region),
      description: 'Health check that is unhealthy while the recovery region serves',
    });
    return Fn.getStackOutput(stack.stackName, output.logicalId, stack.region);
  }
}

function healthAlarms(
  { regions, accounts }: PlatformConfig,
  { prefix }: PlatformNames,
): { readonly name: string; readonly arn: string }[] {
  return [regions.primary, regions.recovery].flatMap((region) =>
    HEALTH_ALARMS.map((alarm) => ({
      name: `${region.name}-${alarm}`,
      arn: `arn:aws:cloudwatch:${region.name}:${accounts.workload}:alarm:${alarmName(prefix, alarm)}`,
    })),
  );
}
