import { type Assembly, type AssemblyStack, readAssembly, synthesize } from '../../assembly.ts';

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

interface FoundAlarm {
  readonly stack: AssemblyStack;
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly properties: Record<string, any>;
}

const FAMILIES =
  /Runbook: runbooks\/alarms\/(service|service-level|database|cache|backup|edge|verification)\.md#/;

/** Alarms of the platform's own; those of target tracking belong to the autoscaler. */
const allAlarms = (): FoundAlarm[] =>
  assembly.stacks.flatMap((stack) =>
    Object.values(stack.template.Resources)
      .filter(
        ({ Type, Properties }) =>
          /^AWS::CloudWatch::(Composite)?Alarm$/.test(Type) && FAMILIES.test(Properties?.AlarmDescription),
      )
      .map(({ Properties = {} }) => ({ stack, name: Properties.AlarmName, properties: Properties })),
  );

/** Those that are no mere condition of another; `service-levels.test.ts` looks at the conditions. */
const alarms = (): FoundAlarm[] => allAlarms().filter(({ name }) => !name.includes('-slo-'));

function alarm(region: string, name: string): FoundAlarm['properties'] {
  const found = alarms().find(
    (each) => each.stack.region === region && each.name === `holdfast-production-${name}`,
  );
  if (!found) throw new Error(`There is no alarm ${name} in ${region}.`);
  return found.properties;
}

const PRIMARY = 'eu-central-1';
const RECOVERY = 'eu-west-1';
const EDGE = 'us-east-1';

describe('alarms', () => {
  test('T5: every alarm has a literal name, says what is wrong and points at its section of the runbook', () => {
    expect(alarms().length).toBeGreaterThan(30);
    for (const { name, properties } of alarms()) {
      expect(name).toMatch(/^holdfast-production-[a-z0-9-]+$/);
      expect(properties.AlarmDescription).toMatch(
        new RegExp(`\\. Runbook: runbooks/alarms/[a-z-]+\\.md#${name.replace('holdfast-production-', '')}$`),
      );
    }
  });

  test('T5: no two alarms of a region share a name', () => {
    const names = allAlarms().map(({ stack, name }) => `${stack.region} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('T5: every alarm tells a topic of its own region when it begins and when it ends', () => {
    const topics = assembly.stacks.flatMap((stack) =>
      Object.entries(stack.template.Resources)
        .filter(([, { Type }]) => Type === 'AWS::SNS::Topic')
        .map(([logicalId, { Properties }]) => ({
          stack: stack.name,
          region: stack.region,
          logicalId,
          name: Properties?.TopicName,
        })),
    );
    for (const { stack, properties } of alarms()) {
      for (const actions of [properties.AlarmActions, properties.OKActions]) {
        expect(actions).toHaveLength(1);
        const reached = topics.filter(({ name, region, logicalId, stack: owner }) =>
          actions[0].Ref === logicalId
            ? owner === stack.name
            : JSON.stringify(actions[0]).includes(`:${region}:111122223333:${name}"`),
        );
        expect(reached.map(({ region }) => region)).toEqual([stack.region]);
      }
    }
    for (const { properties } of allAlarms().filter((one) => one.properties.AlarmRule === undefined)) {
      expect(properties.TreatMissingData).toMatch(/^(notBreaching|breaching)$/);
    }
  });

  test('T5: topics are encrypted, refuse plain text, reach on-call and let alarms publish', () => {
    const withTopic = assembly.stacks.filter(({ template }) =>
      Object.values(template.Resources).some(
        ({ Type, Properties }) => Type === 'AWS::SNS::Topic' && Properties?.TopicName.endsWith('-alarms'),
      ),
    );
    expect(withTopic.map(({ region }) => region).sort()).toEqual([PRIMARY, RECOVERY, EDGE]);
    for (const { template } of withTopic) {
      const resources = Object.values(template.Resources);
      const of = (type: string) =>
        resources.filter(({ Type }) => Type === type).map(({ Properties = {} }) => Properties);
      expect(of('AWS::SNS::Topic')[0]?.KmsMasterKeyId).toBeDefined();
      expect(of('AWS::SNS::Subscription')[0]).toMatchObject({
        Protocol: 'email',
        Endpoint: 'oncall@example.com',
      });
      expect(JSON.stringify(of('AWS::SNS::TopicPolicy'))).toContain('"aws:SecureTransport":"false"');
      for (const type of ['AWS::SNS::TopicPolicy', 'AWS::KMS::Key']) {
        expect(JSON.stringify(of(type))).toContain('cloudwatch.amazonaws.com');
      }
    }
  });

  test('B1: slower than 200 ms for one request in twenty wakes someone', () => {
    expect(alarm(PRIMARY, 'app-slow')).toMatchObject({ ExtendedStatistic: 'p95', Threshold: 0.2 });
  });

  test('S5: too few tasks for the declared load, or none at all, wakes someone', () => {
    expect(alarm(PRIMARY, 'app-too-few-targets')).toMatchObject({
      Threshold: 4,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    });
    expect(alarm(PRIMARY, 'app-too-few-tasks')).toMatchObject({
      Threshold: 6,
      TreatMissingData: 'breaching',
    });
  });

  test('D5: a recovery region that keeps no tasks does not stand in alarm for it', () => {
    expect(() => alarm(RECOVERY, 'app-too-few-targets')).toThrow();
    expect(() => alarm(RECOVERY, 'app-too-few-tasks')).toThrow();
    expect(alarm(RECOVERY, 'app-target-5xx')).toBeDefined();
  });

  test('D6: the replica-lag alarm stands at the assumption that the recovery point objective is computed with', () => {
    expect(alarm(RECOVERY, 'database-replica-lag')).toMatchObject({
      MetricName: 'ReplicaLag',
      Threshold: 300,
      TreatMissingData: 'breaching',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'holdfast-production-db-replica' }],
    });
  });

  test('B6: connections are watched against what the parameter group allows', () => {
    expect(alarm(PRIMARY, 'database-connections-high').Threshold).toBe(800);
  });

  test('A1: the edge has an alarm that no region can take along', () => {
    const { Threshold, Metrics } = alarm(EDGE, 'edge-5xx');
    expect(Threshold).toBe(1);
    const metrics = JSON.stringify(Metrics);
    expect(metrics).toContain('5xxErrorRate');
    expect(metrics).toContain('rate * requests / 100 >= 5');
  });

  test('D5: without a replica nothing waits for one', async () => {
    const other = readAssembly(await synthesize({ context: { strategy: 'backup-restore' } }));
    const text = JSON.stringify(other.stack('holdfast-production-recovery-alarms').template);
    expect(text).not.toContain('database-replica-lag');
    expect(text).toContain('database-connections-high');
  });
});
