import { migrations } from '../../../app-src/src/database/migrations/index.ts';
import { TRANSIENT_TABLES } from '../../../constructs/verification/verifier-settings.ts';
import { restoreSettings } from '../../../lambdas/restore-validation/settings.ts';
import { readSettings } from '../../../lambdas/verification/settings.ts';
import { propertiesOf } from '../../assembly/resources.ts';
import { type Assembly, type AssemblyStack, readAssembly, synthesize } from '../../assembly.ts';
import { TRANSIENT } from '../../lambdas/data-integrity/sales-data.ts';
import { functionNamed, statementsOf } from './permissions.ts';

const NAME = 'restore-validation';
const TEST_INSTANCES = 'arn:aws:rds:eu-west-1:111122223333:db:awsbackup-restore-test-*';

let assembly: Assembly;
let stack: AssemblyStack;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
  stack = assembly.stack('holdfast-production-verification');
});

const only = (type: string) => propertiesOf(stack.template, type);
const resource = (logicalId: string) => stack.template.Resources[logicalId]?.Properties ?? {};

describe('the restore test', () => {
  test('D3: restores the newest copy of the recovery region’s vault every day', () => {
    expect(only('AWS::Backup::RestoreTestingPlan')).toMatchObject({
      RestoreTestingPlanName: 'holdfast_production',
      ScheduleExpression: 'cron(0 9 * * ? *)',
      StartWindowHours: 1,
      RecoveryPointSelection: {
        Algorithm: 'LATEST_WITHIN_WINDOW',
        IncludeVaults: ['arn:aws:backup:eu-west-1:111122223333:backup-vault:holdfast-production-recovery'],
        RecoveryPointTypes: ['SNAPSHOT'],
      },
    });
    expect(stack.region).toBe('eu-west-1');
  });

  test('D5: restores into the places that a recovery would use, which are deployed before', () => {
    const selection = only('AWS::Backup::RestoreTestingSelection');
    expect(selection).toMatchObject({ ProtectedResourceType: 'RDS', ValidationWindowHours: 2 });
    const data = assembly.stack('holdfast-production-recovery-data').template;
    expect(selection.RestoreMetadataOverrides).toMatchObject({
      dbSubnetGroupName: propertiesOf(data, 'AWS::RDS::DBSubnetGroup').DBSubnetGroupName,
      dbParameterGroupName: propertiesOf(data, 'AWS::RDS::DBParameterGroup').DBParameterGroupName,
    });
    expect(stack.dependencies).toContain('holdfast-production-recovery-data');
  });

  test('D3: lets nobody but the validator reach the restored data', () => {
    const { vpcSecurityGroupIds } = only('AWS::Backup::RestoreTestingSelection').RestoreMetadataOverrides;
    const [, parts] = vpcSecurityGroupIds['Fn::Join'];
    const [group] = parts[1]['Fn::GetAtt'];
    expect(parts).toEqual(['["', { 'Fn::GetAtt': [group, 'GroupId'] }, '"]']);
    const rules = Object.values(stack.template.Resources).filter(
      ({ Type, Properties }) =>
        Type === 'AWS::EC2::SecurityGroupIngress' && Properties?.GroupId['Fn::GetAtt'][0] === group,
    );
    expect(resource(group).SecurityGroupIngress).toBeUndefined();
    expect(rules.map(({ Properties }) => [Properties?.FromPort, Properties?.ToPort])).toEqual([[5432, 5432]]);
    const [validator] = rules[0]?.Properties?.SourceSecurityGroupId['Fn::GetAtt'] ?? [];
    expect(functionNamed(stack, NAME).VpcConfig.SecurityGroupIds).toEqual([
      { 'Fn::GetAtt': [validator, 'GroupId'] },
    ]);
  });

  test('D3: is judged as soon as AWS Backup says that a test of this plan has ended, and no end is lost', () => {
    const rule = only('AWS::Events::Rule');
    expect(rule.EventPattern).toEqual({
      source: ['aws.backup'],
      'detail-type': ['Restore Job State Change'],
      detail: {
        restoreTestingPlanArn: [{ 'Fn::GetAtt': [expect.any(String), 'RestoreTestingPlanArn'] }],
        status: ['COMPLETED', 'FAILED', 'ABORTED'],
      },
    });
    expect(rule.Targets).toEqual([
      expect.objectContaining({
        Arn: { 'Fn::GetAtt': [functionNamed(stack, NAME).logicalId, 'Arn'] },
        DeadLetterConfig: { Arn: expect.anything() },
      }),
    ]);
    expect(functionNamed(stack, NAME)).toMatchObject({
      Timeout: 900,
      DeadLetterConfig: { TargetArn: expect.anything() },
    });
  });

  test('D5: is measured against the objective of a lost region', () => {
    const text = functionNamed(stack, NAME).Environment.Variables.SETTINGS;
    expect(readSettings(restoreSettings, text)).toMatchObject({
      region: 'eu-west-1',
      database: { name: 'holdfast', user: 'holdfast_app', port: 5432 },
      objectiveSeconds: 4 * 3600,
    });
  });

  test('D3: leaves out only tables that the app has', () => {
    const schema = migrations.map(({ sql }) => sql).join('\n');
    for (const table of TRANSIENT_TABLES) expect(schema).toContain(`CREATE TABLE "${table}"`);
    expect([...TRANSIENT].sort()).toEqual(TRANSIENT_TABLES);
  });

  test('D3: may change and delete test instances, and no other', () => {
    const statements = statementsOf(stack, NAME);
    const touching = statements.filter(({ actions }) =>
      actions.some((one) => /^rds:/.test(one) && one !== 'rds:DescribeDBSnapshots'),
    );
    expect(touching).toEqual([
      {
        actions: ['rds:DeleteDBInstance', 'rds:DescribeDBInstances', 'rds:ModifyDBInstance'],
        resources: [TEST_INSTANCES],
        conditions: undefined,
      },
    ]);
    const wide = statements
      .filter(({ resources }) => resources.includes('*'))
      .flatMap(({ actions }) => actions);
    expect(wide.sort()).toEqual(
      expect.arrayContaining([
        'backup:DescribeRestoreJob',
        'backup:PutRestoreValidationResult',
        'cloudwatch:PutMetricData',
      ]),
    );
    expect(wide.filter((one) => !/^(backup|cloudwatch|ec2):/.test(one))).toEqual([]);
  });

  test('D3: rings when a test goes wrong and when there is none', () => {
    const names = Object.values(stack.template.Resources)
      .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      .map(({ Properties }) => Properties?.AlarmName);
    expect(names).toEqual(
      expect.arrayContaining([
        'holdfast-production-restore-validation-problem',
        'holdfast-production-restore-validation-silent',
      ]),
    );
  });
});
