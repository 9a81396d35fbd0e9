import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type Bucket, CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { underlying } from '../../underlying.ts';

/** What a canary needs by the user guide of Synthetics, for this canary alone. */
export function canaryRole(scope: Construct, id: string, canaryName: string, bucket: Bucket): Role {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    description: `Runs the canary ${canaryName}`,
  });
  const logs = Stack.of(scope).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `/aws/lambda/cwsyn-${canaryName}-*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  const statements = [
    new PolicyStatement({
      actions: ['s3:PutObject', 's3:GetObject'],
      resources: [bucket.arnForObjects(`${canaryName}/*`)],
    }),
    new PolicyStatement({ actions: ['s3:GetBucketLocation'], resources: [bucket.bucketArn] }),
    new PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
    new PolicyStatement({
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logs],
    }),
    new PolicyStatement({
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': 'CloudWatchSynthetics' } },
    }),
  ];
  for (const statement of statements) role.addToPolicy(statement);
  acknowledge(role, {
    'NIST.800.53.R5-IAMNoInlinePolicy': 'The policy belongs to this role alone and lives and dies with it.',
    'AwsSolutions-IAM5[Resource::*]':
      'Neither listing buckets by name nor sending metrics supports a resource; the metrics are limited to one namespace.',
    [`AwsSolutions-IAM5[Resource::<${Stack.of(bucket).getLogicalId(underlying(bucket, CfnBucket))}.Arn>/${canaryName}/*]`]:
      'The logs of runs, each under a name of its own, in a bucket that holds nothing else.',
    [`AwsSolutions-IAM5[Resource::${logs}]`]:
      'Synthetics adds an id of its own to the name of the function, and so of its log.',
  });
  return role;
}
