import { setTimeout as sleep } from 'node:timers/promises';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { startPair } from './pair-fixture.ts';
import { lostWrites, makeLedger, WritingClient } from './writing-client.ts';

jest.setTimeout(1_800_000);

const rounds = 20;
const patience = 180_000;

/** Mulberry32: the same sequence for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

it(`loses no acknowledged write in ${rounds} failovers at random moments, by kill, by hang and on demand`, async () => {
  const seed = Number(process.env.FAILOVER_SEED ?? Date.now() % 1_000_000);
  console.info(`FAILOVER_SEED=${seed}`);
  const random = randomFrom(seed);
  const { pair, address, remove } = await startPair({ timing: { probeLimitMilliseconds: 2_000 } });
  try {
    await makeLedger(pair);
    const clients = [1, 1_000_000_000].map(
      (first) => new WritingClient({ port: () => address.port, access: pair.access, first, pause: 2 }),
    );
    const gaps: { fault: string; milliseconds: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await pair.whenSynchronous(patience);
      await sleep(random() * 1_500);
      const fault = (['kill', 'kill', 'hang', 'demand'] as const)[Math.floor(random() * 4)] ?? 'kill';
      const begun = Date.now();
      if (fault === 'kill') {
        await pair.primary.kill();
      } else if (fault === 'hang') {
        await pair.primary.hang();
      } else {
        await pair.failOver('drill');
      }
      const promotion = await waitUntil('a promotion', async () => pair.promotions[round], patience);
      gaps.push({ fault, milliseconds: promotion.servedAt - begun });
    }
    await pair.whenSynchronous(patience);
    await Promise.all(clients.map((client) => client.stop()));
    const acknowledged = clients.flatMap((client) => client.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(rounds * 10);
    for (const server of [pair.primary, pair.standby]) {
      const sql = server.connect('holdfast');
      if (server === pair.standby) {
        await pair.primary.use(async (primary) => {
          const [end] = await primary<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
          await waitUntil(
            'the standby to replay everything',
            async () =>
              (await sql`select 1 where pg_last_wal_replay_lsn() >= ${end?.lsn ?? '0/0'}::pg_lsn`).length > 0
                ? true
                : undefined,
            patience,
          );
        });
      }
      expect(await lostWrites(sql, acknowledged)).toEqual([]);
      await sql.end();
    }
    expect(pair.promotions).toHaveLength(rounds);
    for (const fault of ['kill', 'hang', 'demand']) {
      const times = gaps.filter((gap) => gap.fault === fault).map(({ milliseconds }) => milliseconds);
      console.info(
        `${fault}: ${times.length} times, median ${percentileOf(times, 0.5)} ms, longest ${percentileOf(times, 1)} ms`,
      );
    }
    console.info(`${acknowledged.length} acknowledged writes, none lost`);
  } finally {
    await remove();
  }
});

/** The value that `share` of the values stay within. */
function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
