import { canarySettings } from '../../../lambdas/integrity-canary/settings.ts';
import { readSettings } from '../../../lambdas/verification/settings.ts';
import { type Assembly, type AssemblyStack, readAssembly, synthesize } from '../../assembly.ts';
import { functionNamed, statementsOf } from './permissions.ts';

const NAME = 'integrity-canary';

let assembly: Assembly;
let stack: AssemblyStack;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
  stack = assembly.stack('holdfast-production-integrity');
});

const resources = (among: AssemblyStack, type: string) =>
  Object.values(among.template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
const alarm = (among: AssemblyStack, name: string) =>
  resources(among, 'AWS::CloudWatch::Alarm').find(
    ({ AlarmName }) => AlarmName === `holdfast-production-${NAME}-${name}`,
  );

describe('the integrity canary', () => {
  test('D6: stands beside the database and is started every five minutes', () => {
    expect(stack.region).toBe('eu-central-1');
    expect(resources(stack, 'AWS::Scheduler::Schedule')).toEqual([
      expect.objectContaining({
        Name: 'holdfast-production-integrity-canary',
        ScheduleExpression: 'rate(5 minutes)',
        State: 'ENABLED',
      }),
    ]);
  });

  test('D6: keeps its records in the other region, which outlives the database', () => {
    const { SETTINGS, DATABASE_HOST } = functionNamed(stack, NAME).Environment.Variables;
    expect(readSettings(canarySettings, SETTINGS)).toMatchObject({
      region: 'eu-central-1',
      evidenceRegion: 'eu-west-1',
      witnessRegion: 'eu-west-1',
      database: { name: 'holdfast', user: 'holdfast_app', port: 5432 },
    });
    expect(DATABASE_HOST).toBe('{{resolve:ssm:/holdfast/production/database/host}}');
    expect(stack.dependencies).toEqual(
      expect.arrayContaining(['holdfast-production-verification', 'holdfast-production-data']),
    );
  });

  test('D6: one finding is enough to ring, and silence rings in both regions', () => {
    expect(alarm(stack, 'problem')).toMatchObject({ Period: 300, EvaluationPeriods: 1, Threshold: 0 });
    const other = assembly.stack('holdfast-production-verification');
    for (const region of [stack, other]) {
      expect(alarm(region, 'silent')).toMatchObject({
        TreatMissingData: 'breaching',
        Period: 300,
        EvaluationPeriods: 4,
        Dimensions: [
          { Name: 'Environment', Value: 'holdfast-production' },
          { Name: 'Verifier', Value: NAME },
        ],
      });
    }
    expect(alarm(other, 'problem')).toBeUndefined();
  });

  test('D3: may sign in as the app, read and write records, and nothing else', () => {
    const statements = statementsOf(stack, NAME);
    const actions = new Set(
      statements.flatMap((one) => one.actions).filter((one) => !one.startsWith('ec2:')),
    );
    expect([...actions].sort()).toEqual([
      'cloudwatch:PutMetricData',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'rds-db:connect',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'sqs:SendMessage',
    ]);
    const key = statements.find((one) => one.actions.includes('kms:Decrypt'));
    expect(key?.conditions).toEqual({
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/holdfast-production-data' },
    });
  });
});
