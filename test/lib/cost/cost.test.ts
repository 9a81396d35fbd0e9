import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import type { StackTemplate, TemplateResource } from '../../../lib/assessment/read/template.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import { costDocument } from '../../../lib/cost/document.ts';
import { monthlyCost, total } from '../../../lib/cost/monthly-cost.ts';
import { PRICE_BASIS, PRICE_SOURCES, priceOf } from '../../../lib/cost/prices.ts';
import { costOfStrategies } from '../../../lib/cost/strategies.ts';

const DOCUMENT = join(import.meta.dirname, '../../../docs/cost.md');

function dollars(Resources: Record<string, TemplateResource>): number {
  const stack = { name: 'one', region: 'here', account: '1', template: { Resources } };
  return total(monthlyCost([stack as StackTemplate], 100));
}

const resource = (Type: string, Properties: Record<string, unknown>): TemplateResource => ({
  Type,
  Properties,
});
const database = (Properties: Record<string, unknown>) =>
  resource('AWS::RDS::DBInstance', { DBInstanceClass: 'db.r7g.large', ...Properties });

describe('what a month costs', () => {
  it.each<[string, number, Record<string, TemplateResource>]>([
    // 0.239 x 730 + 100 x 0.115
    ['a database', 185.97, { D: database({ AllocatedStorage: '100' }) }],
    [
      'a database with a standby is two of them',
      371.94,
      { D: database({ AllocatedStorage: 100, MultiAZ: true }) },
    ],
    ['a replica has as much storage as its source', 185.97, { D: database({}) }],
    // Its snapshots and log in the other region: 100 x 0.095
    [
      'a database that is replicated',
      195.47,
      { D: database({ AllocatedStorage: 100, AutomaticBackupReplicationRegion: 'there' }) },
    ],
    // 3 x 0.1264 x 730
    [
      'a cache by its nodes',
      276.816,
      {
        C: resource('AWS::ElastiCache::ReplicationGroup', {
          CacheNodeType: 'cache.m7g.large',
          NumCacheClusters: 3,
        }),
      },
    ],
    // 2 x (0.03238 + 2 x 0.00356) x 730
    [
      'the fewest tasks that run, by CPU and memory',
      57.67,
      {
        T: resource('AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: '2048' }),
        S: resource('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 2, MaxCapacity: 90 }),
      },
    ],
    [
      'an endpoint in each zone, and none for a gateway',
      14.6,
      {
        I: resource('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Interface', SubnetIds: ['a', 'b'] }),
        G: resource('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' }),
      },
    ],
    [
      'an alarm by the metrics that it looks at',
      0.3,
      {
        A: resource('AWS::CloudWatch::Alarm', { MetricName: 'One' }),
        B: resource('AWS::CloudWatch::Alarm', {
          Metrics: [{ MetricStat: {} }, { MetricStat: {} }, { Expression: 'a+b' }],
        }),
      },
    ],
    // 730 x 60 / 5 x 0.0012
    [
      'a canary by its runs',
      10.512,
      { C: resource('AWS::Synthetics::Canary', { Schedule: { Expression: 'rate(5 minutes)' } }) },
    ],
    ['what is free, or charged by its use', 0, { R: resource('AWS::IAM::Role', {}) }],
  ])('%s: %d', (_name, expected, resources) => {
    expect(dollars(resources)).toBeCloseTo(expected, 2);
  });

  it('says which price is missing, and where to add it', () => {
    expect(() => dollars({ D: database({ DBInstanceClass: 'db.x99.large' }) })).toThrow(
      'There is no price for database.db.x99.large: add it to lib/cost/prices.json',
    );
  });

  it('refuses a number that is known at deployment only, and a schedule that it cannot count', () => {
    const target = resource('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: { Ref: 'Least' } });
    expect(() => dollars({ S: target })).toThrow('has no number to charge by');
    const canary = resource('AWS::Synthetics::Canary', { Schedule: { Expression: 'cron(0 * * * ? *)' } });
    expect(() => dollars({ C: canary })).toThrow('cron(0 * * * ? *)');
  });
});

describe('prices', () => {
  it('have a date, a region and a page each', () => {
    expect(PRICE_BASIS.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(PRICE_BASIS.region).toBe('us-east-1');
    for (const source of PRICE_SOURCES) expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/.+\/pricing\/$/);
    expect(priceOf('keyMonth')).toBe(1);
  });
});

describe('the page on cost', () => {
  it('is about the platform as it is: npm run cost renews it', async () => {
    const config = await loadEnvironment('production');
    const costs = costOfStrategies(config, cdkJson.context);
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(costDocument(config, costs));
    const sums = [...costs.values()].map((all) => total(all));
    expect(sums).toEqual(sums.toSorted((a, b) => a - b));
    const cold = total(
      costs.get('backup-restore') ?? [],
      ({ region }) => region === config.regions.recovery.name,
    );
    const warm = total(
      costs.get('warm-standby') ?? [],
      ({ region }) => region === config.regions.recovery.name,
    );
    expect(warm).toBeGreaterThan(2 * cold);
  }, 300_000);
});
