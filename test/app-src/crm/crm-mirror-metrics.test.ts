import { createRequire } from 'node:module';
import path from 'node:path';
import { PeerProcess } from '../../local/peers/peer-process.ts';
import { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { Replica } from '../cache/replica.ts';
import { TestDatabase, twoTeams } from '../queries/test-database.ts';
import { crmIds, type MirrorReplica, modifiedOn, oldCopies, startMirror } from './mirror-fixture.ts';

// The app's own copies: instruments belong to the meter provider of the same copy of the API.
const require = createRequire(path.resolve(import.meta.dirname, '../../../app-src/package.json'));
const { metrics } = require('@opentelemetry/api');
const { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } =
  require('@opentelemetry/sdk-metrics');

interface Exported {
  readonly descriptor: { readonly name: string };
  readonly dataPoints: readonly {
    readonly value: number;
    readonly attributes: { readonly result?: string };
  }[];
}

describe('the metrics of the mirror of the CRM', () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  });
  const [known = '', other = ''] = crmIds(2);
  let peer: PeerProcess;
  let tests: TestDatabase;
  let redis: Redis;
  let cached: Replica;
  let replica: MirrorReplica;

  beforeAll(async () => {
    metrics.setGlobalMeterProvider(provider);
    [peer, tests, redis] = await Promise.all([
      PeerProcess.start('dynamics'),
      TestDatabase.start(),
      Redis.start(),
    ]);
    cached = await Replica.start(redis);
    await twoTeams(tests);
    await oldCopies(tests, [known]);
    await peer.hold({ accounts: [known, other].map((id) => ({ id, modifiedOn })) });
    replica = startMirror({ peer, orm: () => tests.orm, readThrough: cached.readThrough });
  }, 30_000);
  afterAll(async () => {
    await replica?.close();
    cached?.stop();
    await Promise.all([peer?.kill(), tests?.remove(), redis?.remove(), provider.shutdown()]);
  });

  it('tell what accounts came to, and how far behind the CRM it is', async () => {
    const exported = async (name: string) => {
      await provider.forceFlush();
      const all: Exported[] = exporter.getMetrics().at(-1)?.scopeMetrics[0]?.metrics ?? [];
      return all.find(({ descriptor }) => descriptor.name === `holdfast.crm.${name}`)?.dataPoints ?? [];
    };
    const age = await waitUntil('a whole round', async () => {
      const [point] = await exported('mirror_age');
      return point !== undefined && point.value > 100 ? point.value : undefined;
    });
    expect([age >= 130, age < 140]).toEqual([true, true]);
    const counts = (await exported('mirrored')).map(({ attributes, value }) => [attributes.result, value]);
    expect(Object.fromEntries(counts)).toEqual({ updated: 1, unchanged: 0, unknown: 1, unreadable: 0 });
  });
});
