import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CIRCUITS } from '../../../constructs/observability/dashboards/circuit-breakers.ts';
import { type Assembly, objectsIn, readAssembly, synthesize } from '../../assembly.ts';

const ROOT = join(import.meta.dirname, '../../..');
const REGIONS = ['eu-central-1', 'eu-west-1'];

interface Widget {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the body of a dashboard is JSON of any shape
  readonly properties: Record<string, any>;
}

interface DashboardFound {
  readonly name: string;
  readonly widgets: readonly Widget[];
}

let assembly: Assembly;
let dashboards: readonly DashboardFound[];

beforeAll(async () => {
  assembly = readAssembly(await synthesize());
  dashboards = Object.values(assembly.stack('holdfast-production-overview').template.Resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
    .map(({ Properties = {} }) => ({
      name: Properties.DashboardName,
      widgets: JSON.parse(Properties.DashboardBody).widgets,
    }));
});

function headings(name: string): string[] {
  const found = dashboards.find((one) => one.name === `holdfast-production-${name}`);
  return (found?.widgets ?? []).flatMap(({ properties }) =>
    typeof properties.markdown === 'string' ? [properties.markdown.replace('## ', '')] : [],
  );
}

const graphs = () => dashboards.flatMap(({ widgets }) => widgets.filter(({ type }) => type === 'metric'));

/** Graphs write a metric as namespace, name, and pairs of dimensions; options come last. */
function metricsOf({
  properties,
}: Widget): { namespace: string; name: string; dimensions: Record<string, string> }[] {
  return properties.metrics.flatMap((entry: unknown[]) => {
    const [namespace, name, ...rest] = entry.filter((part) => typeof part === 'string') as string[];
    if (namespace === undefined || name === undefined) return [];
    const pairs = rest.flatMap((key, index) => (index % 2 === 0 ? [[key, rest[index + 1] ?? '']] : []));
    return [{ namespace, name, dimensions: Object.fromEntries(pairs) }];
  });
}

function named(type: string, property: string): string[] {
  return assembly.stacks.flatMap(({ template }) =>
    Object.values(template.Resources)
      .filter((resource) => resource.Type === type)
      .map(({ Properties = {} }) => Properties[property]),
  );
}

describe('dashboards', () => {
  test('T5: show service levels, capacity, circuits, database, cache, and the readiness to recover', () => {
    expect(headings('service')).toEqual([
      'Service levels',
      'Capacity',
      'Circuit breakers',
      'What browsers measured',
    ]);
    expect(headings('data')).toEqual(['Database', 'Cache']);
    expect(headings('recovery')).toEqual(['Backups and readiness to recover']);
  });

  test('T5: stand in a region that neither of the others takes along, and show both', () => {
    expect(REGIONS).not.toContain(assembly.stack('holdfast-production-overview').region);
    for (const { name, widgets } of dashboards) {
      const regions = widgets
        .filter(({ type }) => type === 'metric')
        .map(({ properties }) => properties.region);
      expect([name, [...new Set(regions)].sort()]).toEqual([name, REGIONS]);
    }
  });

  test('T5: the collector sends what is shown of the app, with the same dimensions', () => {
    const config = parse(readFileSync(join(ROOT, 'constructs/service/collector/config.yaml'), 'utf8'));
    const declared: { dimensions: string[][]; metric_name_selectors: string[] }[] =
      config.exporters.awsemf.metric_declarations;
    const shown = graphs()
      .flatMap(metricsOf)
      .filter(({ namespace }) => namespace === 'holdfast-production');
    expect(new Set(shown.map(({ name }) => name))).toEqual(
      new Set([
        'holdfast.journey.requests',
        'holdfast.circuit.state',
        'holdfast.errors',
        'holdfast.web_vitals.visits',
        'holdfast.cache.requests',
      ]),
    );
    for (const { name, dimensions } of shown) {
      const sets = declared
        .filter(({ metric_name_selectors: names }) => names.some((pattern) => new RegExp(pattern).test(name)))
        .flatMap((one) => one.dimensions.map((set) => set.toSorted()));
      expect([name, sets]).toEqual([name, expect.arrayContaining([Object.keys(dimensions).sort()])]);
    }
  });

  test('T1: every circuit of the app is shown under its own name', () => {
    const source = (file: string) => readFileSync(join(ROOT, 'app-src/src', file), 'utf8');
    const crm = [...source('crm/dynamics.ts').matchAll(/policies\.create\('([\w-]+)'/g)].map(
      ([, name]) => name,
    );
    const models = [
      ...(/from: ('\w+'(?: \| '\w+')*)/.exec(source('drafting/deployment.ts'))?.[1] ?? '').matchAll(/\w+/g),
    ];
    expect([...CIRCUITS].sort()).toEqual([...crm, ...models.map(([name]) => `model-${name}`)].sort());
  });

  test('T5: what is shown of databases, caches, services and objectives exists', () => {
    const exist: Readonly<Record<string, readonly string[]>> = {
      DBInstanceIdentifier: named('AWS::RDS::DBInstance', 'DBInstanceIdentifier'),
      ServiceName: named('AWS::ECS::Service', 'ServiceName'),
      ClusterName: named('AWS::ECS::Cluster', 'ClusterName'),
      SloName: named('AWS::ApplicationSignals::ServiceLevelObjective', 'Name'),
      CacheClusterId: named('AWS::ElastiCache::ReplicationGroup', 'ReplicationGroupId').flatMap((group) =>
        ['001', '002', '003'].map((number) => `${group}-${number}`),
      ),
    };
    const shown = graphs()
      .flatMap(metricsOf)
      .flatMap(({ dimensions }) => Object.entries(dimensions));
    for (const dimension of Object.keys(exist)) expect(shown.map(([key]) => key)).toContain(dimension);
    expect(shown.filter(([key, value]) => exist[key] && !exist[key].includes(value))).toEqual([]);
  });

  test('T5: the alarms on top are those that are told of service levels', () => {
    const alarms = named('AWS::CloudWatch::CompositeAlarm', 'AlarmName');
    const shown: string[] = dashboards.flatMap(({ widgets }) =>
      widgets.filter(({ type }) => type === 'alarm').flatMap(({ properties }) => properties.alarms),
    );
    expect(shown).toHaveLength(4);
    for (const arn of shown) {
      expect(arn).toMatch(/^arn:aws:cloudwatch:eu-(central|west)-1:111122223333:alarm:/);
      expect(alarms).toContain(arn.split(':').at(-1));
    }
  });

  test('A1, D6: objectives are drawn where the configuration has them', () => {
    const lines = [...objectsIn(dashboards)].flatMap(({ object }) =>
      typeof object.label === 'string' && typeof object.value === 'number'
        ? [`${object.label}: ${object.value}`]
        : [],
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'objective of availability: 99.9',
        'objective of latency: 95',
        'objective for the loss of a region: 3600',
        'page over 1 h: 14.4',
        'ticket over 72 h: 1',
        'most: 1000',
      ]),
    );
  });
});
