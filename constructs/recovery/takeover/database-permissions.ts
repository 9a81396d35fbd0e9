import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { PlatformNames } from '../../../lib/names.ts';
import type { Permission } from './takeover-function.ts';

/** `rds:` ARN of a region of the stack's account. */
export function rdsArn(scope: IConstruct, region: string, rest: string): string {
  const { partition, account } = Stack.of(scope);
  return `arn:${partition}:rds:${region}:${account}:${rest}`;
}

/** Switch signing in off, and end the sessions, of one instance. */
export function fencePermissions(instanceArn: string): Permission[] {
  return [
    {
      actions: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:RebootDBInstance'],
      resources: [instanceArn],
    },
  ];
}

/** Make one instance ready to be written to and, in a region that has one, put it behind the proxy. */
export function openPermissions(
  scope: IConstruct,
  region: string,
  instance: string,
  proxied: boolean,
): Permission[] {
  const instanceArn = rdsArn(scope, region, `db:${instance}`);
  return [
    { actions: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance'], resources: [instanceArn] },
    ...(proxied
      ? [
          {
            actions: ['rds:DescribeDBProxyTargets', 'rds:RegisterDBProxyTargets'],
            resources: [
              instanceArn,
              rdsArn(scope, region, 'db-proxy:*'),
              rdsArn(scope, region, 'target-group:*'),
            ],
            wildcardReason:
              'Proxies and their groups have ids that RDS draws. Only this one instance can be put behind them.',
          },
        ]
      : []),
  ];
}

/** Restore one instance from replicated backups into what stands ready for it. */
export function restorePermissions(scope: IConstruct, region: string, names: PlatformNames): Permission[] {
  const { partition, account } = Stack.of(scope);
  const arn = (rest: string) => rdsArn(scope, region, rest);
  return [
    {
      actions: ['rds:DescribeDBInstanceAutomatedBackups'],
      resources: [arn('auto-backup:*'), arn('db:*')],
      wildcardReason:
        'Automated backups have ids that RDS draws, and are listed under an instance of the other region.',
    },
    {
      actions: ['rds:DescribeDBInstances', 'rds:RestoreDBInstanceToPointInTime', 'rds:AddTagsToResource'],
      resources: [
        arn(`db:${names.databaseReplica}`),
        arn(`subgrp:${names.databaseSubnetGroup}`),
        arn(`pg:${names.databaseParameterGroup}`),
        arn('og:default:*'),
        arn('auto-backup:*'),
      ],
      wildcardReason: 'Automated backups have ids that RDS draws, and it names its default option groups.',
    },
    {
      actions: ['kms:CreateGrant', 'kms:DescribeKey'],
      resources: [`arn:${partition}:kms:${region}:${account}:key/*`],
      conditions: {
        'ForAnyValue:StringEquals': { 'kms:ResourceAliases': names.dataKeyAlias },
        StringEquals: { 'kms:ViaService': `rds.${region}.amazonaws.com` },
      },
      wildcardReason:
        'The id of a key is drawn; a condition admits the data key of this environment alone, and through RDS only.',
    },
  ];
}
