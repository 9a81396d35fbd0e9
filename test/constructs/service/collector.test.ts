import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readAppConfig } from '../../../app-src/src/config/app-config.ts';
import { journeys, outcomes } from '../../../app-src/src/telemetry/journey.ts';
import { replicaResource } from '../../../app-src/src/telemetry/resource.ts';
import { APP_SERVICE_NAME } from '../../../constructs/observability/app-metric.ts';
import { type Assembly, objectsIn, readAssembly, synthesize, type TemplateResource } from '../../assembly.ts';

const STACKS = ['holdfast-production-service', 'holdfast-production-recovery-service'];
const FOLDER = join(import.meta.dirname, '../../../constructs/service/collector');
const configuration = parse(readFileSync(join(FOLDER, 'config.yaml'), 'utf8'));

let assembly: Assembly;

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
});

function ofType(stack: string, type: string): NonNullable<TemplateResource['Properties']>[] {
  return Object.values(assembly.stack(stack).template.Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties = {} }) => Properties);
}

const containers = (stack: string) => ofType(stack, 'AWS::ECS::TaskDefinition')[0]?.ContainerDefinitions;

describe.each(STACKS)('the collector in %s', (stack) => {
  test('T5: takes what the app sends, inside the task', () => {
    const [app] = containers(stack);
    const given = [...app.Environment, ...app.Secrets].map(({ Name, Value = 'v'.repeat(40) }) => [
      Name,
      Value,
    ]);
    const { telemetry, version } = readAppConfig(Object.fromEntries(given));
    expect(telemetry.endpoint).toBe(`http://${configuration.receivers.otlp.protocols.http.endpoint}`);
    expect(telemetry.metricsToken).toBeUndefined();
    expect(version).toMatch(/^[0-9a-f]{12}$/);
  });

  test('A4: neither its death nor its hunger stops the app', () => {
    const [app, collector] = containers(stack);
    expect(app.Name).toBe('app');
    expect(app.DependsOn).toBeUndefined();
    expect(collector).toMatchObject({
      Name: 'collector',
      Essential: false,
      RestartPolicy: { Enabled: true },
      ReadonlyRootFilesystem: true,
    });
    expect(configuration.processors.memory_limiter.limit_mib).toBeLessThan(collector.Memory);
  });

  test('D5: its image is in the registry of its own region', () => {
    const [app, collector] = containers(stack);
    const region = assembly.stack(stack).region;
    for (const { Image } of [app, collector]) expect(JSON.stringify(Image)).toContain(`.ecr.${region}.`);
  });

  test('T5: writes to an encrypted log that its task may write to, and to no other', () => {
    const [, collector] = containers(stack);
    const name = collector.Environment.find(
      ({ Name }: { Name: string }) => Name === 'METRICS_LOG_GROUP',
    ).Value;
    const group = ofType(stack, 'AWS::Logs::LogGroup').find(({ LogGroupName }) => LogGroupName === name);
    expect(group?.KmsKeyId).toBeDefined();
    const statements = ofType(stack, 'AWS::IAM::Policy')
      .filter(({ Roles }) => JSON.stringify(Roles).includes('TaskRole'))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const writes = statements.filter(({ Action }) => JSON.stringify(Action).includes('logs:PutLogEvents'));
    expect(writes).toHaveLength(1);
    expect(JSON.stringify(writes[0].Resource)).toContain('CollectorMetrics');
  });
});

describe('metrics that alarms read', () => {
  const { metric_declarations: declared } = configuration.exporters.awsemf;
  const dimensionsOf = (metric: string): string[][] =>
    declared
      .filter(({ metric_name_selectors: names }: { metric_name_selectors: string[] }) =>
        names.some((pattern) => new RegExp(pattern).test(metric)),
      )
      .flatMap(({ dimensions }: { dimensions: string[][] }) => dimensions);

  interface MetricOfAlarm {
    readonly MetricName: string;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  }

  function watched(stack: string, name: string): MetricOfAlarm[] {
    const alarm = ofType(stack, 'AWS::CloudWatch::Alarm').find(
      ({ AlarmName }) => AlarmName === `holdfast-production-${name}`,
    );
    if (!alarm) throw new Error(`There is no alarm ${name} in ${stack}.`);
    const metrics = [
      alarm,
      ...(alarm.Metrics ?? []).map(
        ({ MetricStat }: { MetricStat?: { Metric: object } }) => MetricStat?.Metric,
      ),
    ];
    return metrics.filter((metric) => metric?.Namespace === 'holdfast-production');
  }

  test.each([
    ['T1', 'holdfast-production-service', 'app-circuit-open', 1],
    ['T1', 'holdfast-production-recovery-service', 'app-circuit-open', 1],
    ['B3', 'holdfast-production-alarms', 'cache-hit-rate-low', 5],
    ['B3', 'holdfast-production-recovery-alarms', 'cache-hit-rate-low', 5],
  ])('%s: the collector sends what %s watches for %s', (_, stack, name, count) => {
    const metrics = watched(stack, name);
    expect(metrics).toHaveLength(count);
    for (const { MetricName, Dimensions } of metrics) {
      const names = Dimensions.map(({ Name }) => Name).sort();
      expect(dimensionsOf(MetricName).map((set) => set.toSorted())).toContainEqual(names);
      expect(Dimensions).toContainEqual({ Name: 'service.name', Value: APP_SERVICE_NAME });
    }
  });

  test.each(STACKS)('A1: the collector sends what the service levels of %s are calculated from', (stack) => {
    const objectives = ofType(stack, 'AWS::ApplicationSignals::ServiceLevelObjective');
    expect(objectives).toHaveLength(4);
    const used = [...objectsIn(objectives)].flatMap(({ object }) =>
      String(object.MetricName).startsWith('holdfast.') ? [object as unknown as MetricOfAlarm] : [],
    );
    expect(used.length).toBeGreaterThan(4 * 4);
    for (const { MetricName, Dimensions } of used) {
      const names = Dimensions.map(({ Name }) => Name).sort();
      expect(dimensionsOf(MetricName).map((set) => set.toSorted())).toContainEqual(names);
      const valueOfDimension = (name: string) => Dimensions.find(({ Name }) => Name === name)?.Value;
      expect(journeys).toContain(valueOfDimension('journey'));
      expect(outcomes).toContain(valueOfDimension('outcome'));
    }
  });

  test('T5: the app reports itself under the name that alarms look for', () => {
    const { attributes } = replicaResource({ version: '1', region: undefined });
    expect(attributes['service.name']).toBe(APP_SERVICE_NAME);
  });

  test('B3: fires below the target of the hit rate, once there are enough reads', () => {
    const [alarm] = ofType('holdfast-production-alarms', 'AWS::CloudWatch::Alarm').filter(
      ({ AlarmName }) => AlarmName === 'holdfast-production-cache-hit-rate-low',
    );
    expect(alarm).toMatchObject({ Threshold: 70, ComparisonOperator: 'LessThanThreshold' });
    const expressions = alarm?.Metrics.flatMap(({ Expression }: { Expression?: string }) => Expression ?? []);
    const good = 'FILL(hit, 0) + FILL(joined, 0) + FILL(stale, 0)';
    const all = `${good} + FILL(miss, 0) + FILL(bypass, 0)`;
    expect(expressions).toEqual([`IF(${all} >= 1000, 100 * (${good}) / (${all}), 100)`]);
  });
});
