import { protectedCopies } from '../../../../lib/assessment/evidence/backup-plans.ts';
import { ResourceGraph } from '../../../../lib/assessment/read/graph.ts';
import type { TemplateResource } from '../../../../lib/assessment/read/template.ts';
import { ACCOUNT, PRIMARY, resource, stackOf } from '../templates.ts';

/** Whether a plan with this selection covers a resource. */
function covers(protectedResource: TemplateResource, BackupSelection: Record<string, unknown>): boolean {
  const graph = new ResourceGraph([
    stackOf({
      Store: protectedResource,
      Plan: resource('AWS::Backup::BackupPlan', {
        BackupPlan: {
          BackupPlanRule: [{ ScheduleExpression: 'rate(1 day)', TargetBackupVault: 'Default' }],
        },
      }),
      Selection: resource('AWS::Backup::BackupSelection', { BackupPlanId: { Ref: 'Plan' }, BackupSelection }),
    }),
  ]);
  const store = graph.at({ stack: 'app', logicalId: 'Store' });
  if (!store) throw new Error('No store.');
  return protectedCopies(store, graph).length > 0;
}

const condition = (ConditionKey: string, ConditionValue: string) => ({ ConditionKey, ConditionValue });
const tagged = (tags: Record<string, unknown>) =>
  resource('AWS::DynamoDB::Table', {
    TableName: 'orders',
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });

describe('A backup selection by ARN', () => {
  test.each([
    ['AWS::RDS::DBInstance', { DBInstanceIdentifier: 'a' }, `arn:aws:rds:${PRIMARY}:${ACCOUNT}:db:a`],
    ['AWS::RDS::DBCluster', { DBClusterIdentifier: 'a' }, `arn:aws:rds:${PRIMARY}:${ACCOUNT}:cluster:a`],
    ['AWS::DocDB::DBCluster', { DBClusterIdentifier: 'a' }, 'arn:aws:rds:*:*:cluster:a'],
    ['AWS::Neptune::DBCluster', {}, 'arn:aws:rds:*:*:cluster:*'],
    ['AWS::DynamoDB::Table', { TableName: 'a' }, 'arn:aws:dynamodb:*:*:table/a'],
    ['AWS::DynamoDB::GlobalTable', { TableName: 'ab' }, 'arn:aws:dynamodb:*:*:table/a*'],
    ['AWS::EFS::FileSystem', {}, 'arn:aws:elasticfilesystem:*:*:file-system/*'],
    ['AWS::S3::Bucket', { BucketName: 'a' }, 'arn:aws:s3:::a'],
    ['AWS::EC2::Volume', {}, 'arn:aws:ec2:*:*:volume/*'],
  ])('covers %s in the form of its service', (type, properties, arn) => {
    expect(covers(resource(type, properties), { Resources: [arn] })).toBe(true);
    expect(covers(resource(type, properties), { Resources: ['*'], NotResources: [arn] })).toBe(false);
  });

  test('covers a resource it refers to, and no other', () => {
    const table = resource('AWS::DynamoDB::Table');
    expect(covers(table, { Resources: [{ 'Fn::GetAtt': ['Store', 'Arn'] }] })).toBe(true);
    expect(covers(table, { Resources: [{ 'Fn::GetAtt': ['Plan', 'BackupPlanArn'] }] })).toBe(false);
  });

  test('by a name does not cover what CloudFormation names itself', () => {
    const named = { Resources: ['arn:aws:dynamodb:*:*:table/orders'] };
    expect(covers(resource('AWS::DynamoDB::Table'), named)).toBe(false);
  });
});

describe('A backup selection by tag', () => {
  const list = (...tags: Record<string, string>[]) => ({
    ListOfTags: tags.map((tag) => ({ ConditionType: 'STRINGEQUALS', ...tag })),
  });

  test('covers what has one of the listed tags, with or without the prefix of the key', () => {
    const either = list(condition('backup', 'daily'), condition('aws:ResourceTag/backup', 'hourly'));
    expect(covers(tagged({ backup: 'hourly' }), either)).toBe(true);
    expect(covers(tagged({ backup: 'never' }), either)).toBe(false);
    expect(covers(tagged({}), either)).toBe(false);
  });

  test('reads the tags of file systems and of a global table’s replica', () => {
    const Tags = [{ Key: 'backup', Value: 'daily' }];
    const daily = list(condition('backup', 'daily'));
    expect(covers(resource('AWS::EFS::FileSystem', { FileSystemTags: Tags }), daily)).toBe(true);
    const replicas = (Region: string) => ({ Replicas: [{ Region, Tags }] });
    expect(covers(resource('AWS::DynamoDB::GlobalTable', replicas(PRIMARY)), daily)).toBe(true);
    expect(covers(resource('AWS::DynamoDB::GlobalTable', replicas('us-east-1')), daily)).toBe(false);
  });

  test('never takes a tag that cannot be resolved for a match', () => {
    const unresolved = tagged({ backup: { Ref: 'Missing' } });
    expect(covers(unresolved, list(condition('backup', 'daily')))).toBe(false);
    const not = { StringNotEquals: [condition('aws:ResourceTag/backup', 'never')] };
    expect(covers(unresolved, { Resources: ['*'], Conditions: not })).toBe(false);
  });
});

describe('A backup selection by conditions', () => {
  const where = (Conditions: Record<string, unknown>) => ({ Resources: ['*'], Conditions });
  const key = (name: string) => `aws:ResourceTag/${name}`;

  test.each([
    ['StringEquals', 'daily', { backup: 'daily' }, { backup: 'Daily' }],
    ['StringLike', 'dai*', { backup: 'daily' }, { backup: 'hourly' }],
    ['StringNotEquals', 'never', {}, { backup: 'never' }],
    ['StringNotLike', 'nev*', { backup: 'daily' }, { backup: 'never' }],
  ])('understands %s', (operator, value, inside, outside) => {
    const selection = where({ [operator]: [condition(key('backup'), value)] });
    expect(covers(tagged(inside), selection)).toBe(true);
    expect(covers(tagged(outside), selection)).toBe(false);
  });

  test('demands that all of them hold', () => {
    const both = where({
      StringEquals: [condition(key('backup'), 'daily'), condition(key('stage'), 'production')],
    });
    expect(covers(tagged({ backup: 'daily', stage: 'production' }), both)).toBe(true);
    expect(covers(tagged({ backup: 'daily', stage: 'test' }), both)).toBe(false);
  });

  test('covers nothing when an operator is not understood', () => {
    const odd = where({ StringMaybe: [condition(key('backup'), 'daily')] });
    expect(covers(tagged({ backup: 'daily' }), odd)).toBe(false);
  });

  test('applies to everything when no resources are listed', () => {
    const selection = { Conditions: { StringEquals: [condition(key('backup'), 'daily')] } };
    expect(covers(tagged({ backup: 'daily' }), selection)).toBe(true);
  });
});
