import { Stack } from 'aws-cdk-lib';
import { CfnExperimentTemplate } from 'aws-cdk-lib/aws-fis';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { serves } from '../traceability.ts';
import type { Experiment, ExperimentContext, FaultPermission } from './experiment.ts';
import { stopConditions } from './stop-conditions.ts';

export interface ExperimentTemplateProps {
  readonly context: ExperimentContext;
  readonly experiment: Experiment;
  readonly log: ILogGroup;
  readonly reports: { readonly bucket: Bucket; readonly key: IKey };
}

/** An experiment that FIS can be told to run, with a role that can do this one thing. It does nothing until it is started. */
export class ExperimentTemplate extends Construct {
  constructor(scope: Construct, id: string, props: ExperimentTemplateProps) {
    super(scope, id);
    const { context, experiment, log, reports } = props;
    const { names, partition, account } = context;
    const dashboard = `arn:${partition}:cloudwatch::${account}:dashboard/${names.prefix}-service`;
    const { role, policy } = this.role(props, dashboard);
    const template = new CfnExperimentTemplate(this, 'Template', {
      description: experiment.description,
      roleArn: role.roleArn,
      targets: { ...experiment.targets },
      actions: { ...experiment.actions },
      stopConditions: stopConditions(context),
      // Nothing found means nothing proven.
      experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: 'fail' },
      logConfiguration: {
        logSchemaVersion: 2,
        cloudWatchLogsConfiguration: { LogGroupArn: log.logGroupArn },
      },
      experimentReportConfiguration: {
        outputs: {
          experimentReportS3Configuration: {
            bucketName: reports.bucket.bucketName,
            prefix: experiment.name,
          },
        },
        dataSources: { cloudWatchDashboards: [{ dashboardIdentifier: dashboard }] },
        preExperimentDuration: 'PT20M',
        postExperimentDuration: 'PT20M',
      },
      tags: { Name: `${names.prefix}-${experiment.name}` },
    });
    template.node.addDependency(policy);
    serves(template, {
      criteria: ['T6', 'A5'],
      controls: ['NIST 800-53r5 CP-4', 'NIST 800-53r5 SI-13', 'ISO 27001 A.8.14', 'SOC 2 A1.3'],
    });
  }

  private role({ context, experiment, reports }: ExperimentTemplateProps, dashboard: string) {
    const { partition, region, account, names } = context;
    const role = new Role(this, 'Role', {
      description: `FIS injects ${experiment.name} into ${names.prefix}`,
      assumedBy: new ServicePrincipal('fis.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:fis:${region}:${account}:experiment/*` },
      }),
    });
    const written = reports.bucket.arnForObjects(`${experiment.name}/*`);
    const permissions: FaultPermission[] = [
      ...experiment.permissions,
      {
        actions: [
          'cloudwatch:GetMetricWidgetImage',
          'logs:CreateLogDelivery',
          'logs:DescribeLogGroups',
          'logs:DescribeResourcePolicies',
          'logs:PutResourcePolicy',
        ],
        resources: ['*'],
        wildcardReason:
          'Looking up targets, delivering logs and drawing graphs support no resource, and reach no data of the app.',
      },
      { actions: ['cloudwatch:GetDashboard'], resources: [dashboard] },
      { actions: ['s3:GetObject', 's3:PutObject'], resources: [written] },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [reports.key.keyArn] },
    ];
    const policy = new ManagedPolicy(this, 'Policy', {
      description: `What FIS calls for ${experiment.name}`,
      roles: [role],
      statements: permissions.map(
        ({ actions, resources, conditions }) =>
          new PolicyStatement({
            actions: [...actions],
            resources: [...resources],
            ...(conditions && { conditions }),
          }),
      ),
    });
    acknowledge(policy, {
      ...wildcardReasons(permissions),
      ...this.reportReason(reports.bucket, experiment),
    });
    return { role, policy };
  }

  private reportReason(bucket: Bucket, { name }: Experiment): Record<string, string> {
    const resource = bucket.node.defaultChild;
    const logicalId = resource ? Stack.of(this).getLogicalId(resource as never) : '';
    return {
      [`AwsSolutions-IAM5[Resource::<${logicalId}.Arn>/${name}/*]`]:
        'Each report is an object with a name of its own.',
    };
  }
}

function wildcardReasons(permissions: readonly FaultPermission[]): Record<string, string> {
  return Object.fromEntries(
    permissions.flatMap(({ resources, wildcardReason }) =>
      wildcardReason === undefined
        ? []
        : resources
            .filter((resource) => resource.includes('*'))
            .map((resource) => [`AwsSolutions-IAM5[Resource::${resource}]`, wildcardReason]),
    ),
  );
}
