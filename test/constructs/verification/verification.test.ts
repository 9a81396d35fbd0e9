import { copiesSettings } from '../../../lambdas/backup-copies/settings.ts';
import { freshnessSettings } from '../../../lambdas/backup-freshness/settings.ts';
import { indexSettings } from '../../../lambdas/evidence/settings.ts';
import { readSettings } from '../../../lambdas/verification/settings.ts';
import { propertiesOf } from '../../assembly/resources.ts';
import { type Assembly, type AssemblyStack, objectsIn, readAssembly, synthesize } from '../../assembly.ts';
import { functionNamed, type Statement, statementsOf } from './permissions.ts';

const RECORDS = 'arn:aws:s3:::holdfast-production-evidence-111122223333/records/*';
const NAMES = ['backup-freshness', 'backup-copies', 'evidence'];

let assembly: Assembly;
let verification: AssemblyStack;
let witness: AssemblyStack;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
  verification = assembly.stack('holdfast-production-verification');
  witness = assembly.stack('holdfast-production-verification-witness');
});

const resources = (stack: AssemblyStack, type: string) =>
  Object.values(stack.template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
const settingsOf = (name: string) => functionNamed(verification, name).Environment.Variables.SETTINGS;
const alarm = (stack: AssemblyStack, name: string) =>
  resources(stack, 'AWS::CloudWatch::Alarm').find(
    ({ AlarmName }) => AlarmName === `holdfast-production-${name}`,
  );

describe('the verifiers', () => {
  test('D3: stand in the recovery region, and read nothing from the region whose loss they outlive', () => {
    expect(verification.region).toBe('eu-west-1');
    const read = [...objectsIn(verification.template)].flatMap(({ object }) => {
      const output = object['Fn::GetStackOutput'];
      return output === undefined ? [] : [(output as { Region?: string }).Region];
    });
    expect(new Set(read)).toEqual(new Set(['eu-west-1']));
  });

  test('D3: have settings that their handlers accept, from the configuration', () => {
    expect(readSettings(freshnessSettings, settingsOf('backup-freshness'))).toMatchObject({
      environment: 'holdfast-production',
      witnessRegion: 'eu-central-1',
      primary: { region: 'eu-central-1', vault: 'holdfast-production-primary', objectiveSeconds: 3600 },
      recovery: { region: 'eu-west-1', vault: 'holdfast-production-recovery', objectiveSeconds: 3600 },
      rules: [
        { name: 'daily', deleteAfterDays: 35 },
        { name: 'weekly', deleteAfterDays: 365 },
      ],
    });
    expect(readSettings(copiesSettings, settingsOf('backup-copies'))).toMatchObject({
      destinations: [
        { vault: 'holdfast-production-recovery', region: 'eu-west-1', readable: true },
        { vault: 'holdfast-production-account', account: '444455556666', readable: false },
      ],
      lock: { mode: 'compliance', minDays: 35, maxDays: 365 },
      replication: { replica: { region: 'eu-central-1' }, lockDays: 365 },
    });
    const { verifiers } = readSettings(indexSettings, settingsOf('evidence'));
    expect(verifiers.map(({ name }) => name)).toEqual(expect.arrayContaining(NAMES));
  });

  test('D3: expect the rules and retentions that the backup plan has', () => {
    const plan = propertiesOf(
      assembly.stack('holdfast-production-backup').template,
      'AWS::Backup::BackupPlan',
    );
    const made = plan.BackupPlan.BackupPlanRule.map(
      (rule: { RuleName: string; Lifecycle: { DeleteAfterDays: number } }) => ({
        name: rule.RuleName,
        deleteAfterDays: rule.Lifecycle.DeleteAfterDays,
      }),
    );
    const { rules } = readSettings(freshnessSettings, settingsOf('backup-freshness'));
    expect(rules.map(({ name, deleteAfterDays }) => ({ name, deleteAfterDays }))).toEqual(made);
  });

  test.each(NAMES)('C1: %s is bundled for ARM64 and Node 24, and no failure of it is lost', (name) => {
    const lambda = functionNamed(verification, name);
    expect(lambda).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Timeout: 300 });
    expect(lambda.DeadLetterConfig.TargetArn).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Arn'] });
    const config = resources(verification, 'AWS::Lambda::EventInvokeConfig').find(
      ({ FunctionName }) => FunctionName.Ref === lambda.logicalId,
    );
    expect(config).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
    const log = resources(verification, 'AWS::Logs::LogGroup').find(
      ({ LogGroupName }) => LogGroupName === `/holdfast-production/${name}`,
    );
    expect(log).toMatchObject({ RetentionInDays: 90, KmsKeyId: expect.anything() });
  });

  test.each([
    ['backup-freshness', 'rate(15 minutes)'],
    ['backup-copies', 'rate(1 hour)'],
    ['evidence', 'cron(30 0 * * ? *)'],
  ])('D3: %s is started by %s, with the moment that the run belongs to', (name, expression) => {
    const schedule = resources(verification, 'AWS::Scheduler::Schedule').find(
      ({ Name }) => Name === `holdfast-production-${name}`,
    );
    expect(schedule).toMatchObject({
      ScheduleExpression: expression,
      State: 'ENABLED',
      Target: {
        Arn: { 'Fn::GetAtt': [functionNamed(verification, name).logicalId, 'Arn'] },
        DeadLetterConfig: { Arn: expect.anything() },
        Input: '{"scheduledAt":"<aws.scheduler.scheduled-time>"}',
      },
    });
  });

  test.each(NAMES)(
    'D3: %s rings when it finds something and when it is silent, here and in the other region',
    (name) => {
      const dimensions = [
        { Name: 'Environment', Value: 'holdfast-production' },
        { Name: 'Verifier', Value: name },
      ];
      const silence = {
        Namespace: 'Holdfast/Verification',
        MetricName: 'Runs',
        Dimensions: dimensions,
        Threshold: 1,
        ComparisonOperator: 'LessThanThreshold',
        TreatMissingData: 'breaching',
      };
      expect(alarm(verification, `${name}-silent`)).toMatchObject(silence);
      expect(alarm(witness, `${name}-silent`)).toMatchObject(silence);
      expect(alarm(verification, `${name}-problem`)).toMatchObject({
        MetricName: 'Problems',
        Dimensions: dimensions,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
      });
      expect(alarm(witness, `${name}-problem`)).toBeUndefined();
    },
  );

  test('D6: the age of the replicated log rings while the objective is still kept', () => {
    const late = alarm(verification, 'backup-replication-late');
    expect(late).toMatchObject({
      MetricName: 'AchievedRpoSeconds',
      Dimensions: expect.arrayContaining([
        { Name: 'Region', Value: 'eu-west-1' },
        { Name: 'Source', Value: 'point-in-time' },
      ]),
      TreatMissingData: 'breaching',
    });
    expect(late?.Threshold + late?.Period * late?.EvaluationPeriods).toBeLessThan(3600);
  });
});

describe('what the verifiers may do', () => {
  test.each([
    [
      'backup-freshness',
      [
        'backup:ListRecoveryPointsByBackupVault',
        'rds:DescribeDBInstanceAutomatedBackups',
        'rds:DescribeDBInstances',
      ],
    ],
    [
      'backup-copies',
      [
        'backup:DescribeBackupVault',
        'backup:ListCopyJobs',
        'backup:ListRecoveryPointsByBackupVault',
        's3:GetObject',
        's3:GetObjectRetention',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
      ],
    ],
    ['evidence', ['s3:GetObject', 's3:ListBucket']],
  ])(
    'D3: %s may read what it judges, and beside that only write its record, its metric and its dead letter',
    (name, reading) => {
      const every = [
        'cloudwatch:PutMetricData',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        's3:PutObject',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetSecretValue',
        'sqs:SendMessage',
      ];
      const actions = new Set(statementsOf(verification, name).flatMap(({ actions }) => actions));
      expect([...actions].sort()).toEqual([...new Set([...every, ...reading])].sort());
    },
  );

  test.each(NAMES)('D3: %s has no resource * but where the action takes no other', (name) => {
    const wide = statementsOf(verification, name).filter(({ resources }) => resources.includes('*'));
    for (const { actions, conditions } of wide) {
      if (actions.includes('cloudwatch:PutMetricData')) {
        expect(conditions).toEqual({ StringEquals: { 'cloudwatch:namespace': 'Holdfast/Verification' } });
      } else expect(actions).toEqual(['backup:ListCopyJobs']);
    }
    expect(wide.length).toBeGreaterThan(0);
  });

  test('D3: no action of any role has a wildcard', () => {
    for (const stack of [verification, witness]) {
      const policies = resources(stack, 'AWS::IAM::Policy').flatMap(
        ({ PolicyDocument }) => PolicyDocument.Statement as Statement[],
      );
      expect(policies.flatMap(({ Action }) => [Action].flat()).filter((one) => one.includes('*'))).toEqual(
        [],
      );
    }
  });

  test('D3: nobody may delete a record, or shorten its lock', () => {
    const text = JSON.stringify(verification.template);
    expect(text).not.toMatch(/s3:(Delete|BypassGovernance|PutObjectRetention|PutBucketObjectLock)/);
    for (const name of NAMES) {
      const puts = statementsOf(verification, name).filter(({ actions }) => actions.includes('s3:PutObject'));
      expect(puts.flatMap((one) => one.resources)).toContain(RECORDS);
    }
  });
});

describe('the evidence', () => {
  test('D3: is versioned, locked and encrypted with the key of its region, in both regions', () => {
    for (const [stack, name] of [
      [verification, 'holdfast-production-evidence-111122223333'],
      [witness, 'holdfast-production-evidence-111122223333-copy'],
    ] as const) {
      const bucket = resources(stack, 'AWS::S3::Bucket').find(({ BucketName }) => BucketName === name);
      expect(bucket).toMatchObject({
        VersioningConfiguration: { Status: 'Enabled' },
        ObjectLockEnabled: true,
        ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } } },
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        LoggingConfiguration: { DestinationBucketName: expect.anything() },
      });
      const [rule] = bucket?.BucketEncryption.ServerSideEncryptionConfiguration ?? [];
      expect(rule.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    }
  });

  test('D3: is replicated whole, with its encryption, within fifteen minutes and under the other region’s key', () => {
    const bucket = resources(verification, 'AWS::S3::Bucket').find(
      ({ ReplicationConfiguration }) => ReplicationConfiguration,
    );
    expect(bucket?.ReplicationConfiguration.Rules).toEqual([
      expect.objectContaining({
        Status: 'Enabled',
        Filter: { Prefix: '' },
        SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
        Destination: expect.objectContaining({
          Bucket: 'arn:aws:s3:::holdfast-production-evidence-111122223333-copy',
          EncryptionConfiguration: {
            ReplicaKmsKeyID: 'arn:aws:kms:eu-central-1:111122223333:alias/holdfast-production-data',
          },
          ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
        }),
      }),
    ]);
    expect(verification.dependencies).toContain(witness.name);
  });

  test('D3: is signed with a secret that both regions have', () => {
    expect(propertiesOf(verification.template, 'AWS::SecretsManager::Secret')).toMatchObject({
      Name: 'holdfast-production/evidence/signing',
      GenerateSecretString: { PasswordLength: 64 },
      ReplicaRegions: [{ Region: 'eu-central-1', KmsKeyId: 'alias/holdfast-production-data' }],
    });
  });

  test('D3: of staging can be cleared away, for its lock can be lifted', async () => {
    const staging = readAssembly(await synthesize({ environment: 'staging' }));
    const locks = resources(staging.stack('holdfast-staging-verification'), 'AWS::S3::Bucket').flatMap(
      ({ ObjectLockConfiguration: lock }) => (lock ? [lock.Rule.DefaultRetention] : []),
    );
    expect(locks).toEqual([{ Mode: 'GOVERNANCE', Days: 28 }]);
  });
});
