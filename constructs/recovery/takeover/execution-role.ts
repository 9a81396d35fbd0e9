import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import type { PlatformNames } from '../../../lib/names.ts';
import type { TakeoverPlaces } from '../../../lib/takeover/places.ts';
import { acknowledge } from '../../acknowledge.ts';
import { serves } from '../../traceability.ts';

export interface ExecutionRoleProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly places: TakeoverPlaces;
  readonly functionArns: readonly string[];
  readonly alarmArns: readonly string[];
  readonly reports: { readonly bucket: IBucket; readonly prefix: string; readonly key: IKey };
}

/**
 * What the engine may do, for each kind of block what AWS documents for it and, where the service supports it, on this
 * environment's resources alone.
 */
export class ExecutionRole extends Construct {
  readonly role: Role;
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ExecutionRoleProps) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      description: `Region switch moves ${props.names.prefix} between its regions`,
      assumedBy: new ServicePrincipal('arc-region-switch.amazonaws.com'),
    });
    this.policy = new ManagedPolicy(this, 'Policy', {
      description: `What the takeover of ${props.names.prefix} calls`,
      roles: [this.role],
      statements: [
        ...this.serviceStatements(props),
        ...this.databaseStatements(props),
        ...this.planStatements(props),
      ],
    });
    acknowledge(this.policy, this.reasons(props));
    serves(this.role, {
      criteria: ['D5', 'A5'],
      controls: ['NIST 800-53r5 AC-6', 'NIST 800-53r5 CP-10', 'ISO 27001 A.5.15', 'SOC 2 CC6.3'],
    });
  }

  private serviceStatements({ places }: ExecutionRoleProps): PolicyStatement[] {
    const services = places.services.map(({ serviceArn }) => serviceArn);
    const { clusters } = places;
    return [
      allow(['ecs:DescribeServices', 'ecs:UpdateService'], services),
      allow(['ecs:DescribeClusters'], clusters),
      allow(
        ['ecs:DescribeTasks'],
        clusters.map((arn) => `${arn.replace(':cluster/', ':task/')}/*`),
      ),
      allow(
        [
          'application-autoscaling:DescribeScalableTargets',
          'application-autoscaling:RegisterScalableTarget',
          'cloudwatch:GetMetricStatistics',
          'ecs:ListServices',
          'ecs:ListTasks',
          'elasticloadbalancing:DescribeTargetHealth',
        ],
        ['*'],
      ),
    ];
  }

  private databaseStatements(props: ExecutionRoleProps): PolicyStatement[] {
    const { config, names } = props;
    const regions = [config.regions.primary.name, config.regions.recovery.name];
    return [
      allow(
        [
          'rds:AddTagsToResource',
          'rds:CreateDBInstanceReadReplica',
          'rds:DescribeDBInstances',
          'rds:ModifyDBInstance',
          'rds:PromoteReadReplica',
        ],
        this.databaseArns(props),
      ),
      allow(
        ['kms:CreateGrant', 'kms:DescribeKey'],
        regions.map((region) => this.arn('kms', region, 'key/*')),
        {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': names.dataKeyAlias },
          StringEquals: { 'kms:ViaService': regions.map((region) => `rds.${region}.amazonaws.com`) },
        },
      ),
    ];
  }

  private planStatements(props: ExecutionRoleProps): PolicyStatement[] {
    const { config, reports } = props;
    const { partition } = Stack.of(this);
    return [
      allow(['lambda:GetFunction', 'lambda:InvokeFunction'], props.functionArns),
      allow(['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'], props.alarmArns),
      allow(['s3:PutObject'], [reports.bucket.arnForObjects(`${reports.prefix}/*`)]),
      allow(['kms:Encrypt', 'kms:GenerateDataKey'], [reports.key.keyArn]),
      allow(['iam:SimulatePrincipalPolicy'], [this.role.roleArn]),
      ...(config.domain
        ? [
            allow(
              ['route53:ListResourceRecordSets'],
              [`arn:${partition}:route53:::hostedzone/${config.domain.hostedZoneId}`],
            ),
          ]
        : []),
    ];
  }

  /** The old instance is renamed when a new one takes its name, and its groups go with the new one. */
  private databaseArns({ config, names }: ExecutionRoleProps): string[] {
    return [config.regions.primary.name, config.regions.recovery.name].flatMap((region) =>
      [
        `db:${names.databaseInstance}*`,
        `pg:${names.databaseParameterGroup}`,
        `subgrp:${names.databaseSubnetGroup}`,
        'og:default:*',
      ].map((rest) => this.arn('rds', region, rest)),
    );
  }

  private arn(service: string, region: string, rest: string): string {
    const { partition, account } = Stack.of(this);
    return `arn:${partition}:${service}:${region}:${account}:${rest}`;
  }

  private reasons(props: ExecutionRoleProps): Record<string, string> {
    const because = (arns: readonly string[], reason: string) =>
      Object.fromEntries(
        arns.filter((arn) => arn.includes('*')).map((arn) => [`AwsSolutions-IAM5[Resource::${arn}]`, reason]),
      );
    const { config, places, reports } = props;
    return {
      'AwsSolutions-IAM5[Resource::*]':
        'ARC documents these for all resources: lists and metrics support none, and a scalable target has an id that CloudFormation draws.',
      ...because(
        this.databaseArns(props),
        'Region switch renames the old instance to a name of its own choice, and RDS names its default option groups.',
      ),
      ...because(
        [config.regions.primary.name, config.regions.recovery.name].map((region) =>
          this.arn('kms', region, 'key/*'),
        ),
        'The id of a key is drawn; a condition admits the data key of this environment alone, and through RDS only.',
      ),
      ...because(
        places.clusters.map((arn) => `${arn.replace(':cluster/', ':task/')}/*`),
        'A task’s id is drawn when it starts; only those of this environment’s cluster are described.',
      ),
      [`AwsSolutions-IAM5[Resource::<${this.logicalIdOf(reports.bucket)}.Arn>/${reports.prefix}/*]`]:
        'Each report is an object with a name of its own.',
    };
  }

  private logicalIdOf(bucket: IBucket): string {
    const child = bucket.node.defaultChild;
    return child ? Stack.of(this).getLogicalId(child as never) : '';
  }
}

function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions?: Record<string, Record<string, unknown>>,
): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions }),
  });
}
