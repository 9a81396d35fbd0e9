import { setTimeout as sleep } from 'node:timers/promises';
import { CUT_OFF, failures, LoadLoop, type LoadOutcome, type LoadRequest } from '../load-loop.ts';
import { checkMilliseconds, fallAfter } from '../services/haproxy.ts';
import { type ReplicaPair, type Stores, startPair, startStores } from './replica-pair.ts';
import { Visitor } from './visitor.ts';

/** How many clients ask at the same time. More would measure this machine. */
const clients = 8;

let stores: Stores;
let pair: ReplicaPair | undefined;
let load: LoadLoop | undefined;

jest.setTimeout(120_000);

beforeAll(async () => {
  stores = await startStores();
}, 180_000);

afterEach(async () => {
  await load?.stop();
  load = undefined;
  await pair?.remove();
  pair = undefined;
});

afterAll(async () => {
  await stores?.remove();
});

/** Two replicas under a load of pages, reads and writes. */
async function underLoad(): Promise<{ readonly replicas: ReplicaPair; readonly running: LoadLoop }> {
  pair = await startPair(stores);
  const visitor = new Visitor();
  await visitor.signIn(pair.balancer.origin);
  const { headers } = visitor;
  const requests: LoadRequest[] = [
    { method: 'GET', address: '/' },
    { method: 'GET', address: '/api/me', headers },
    { method: 'GET', address: '/api/proposals', headers },
    { method: 'PATCH', address: '/api/me', headers, body: JSON.stringify({ name: 'Sam Rivera' }) },
  ];
  // Both replicas have compiled and connected what the requests need.
  for (const { origin } of [pair.first, pair.second]) {
    for (const { address } of requests) {
      expect((await visitor.send(origin, 'GET', address)).status).toBe(200);
    }
  }
  load = new LoadLoop({ origin: pair.balancer.origin, requests, clients, thinkMilliseconds: 10 });
  await sleep(1_000);
  return { replicas: pair, running: load };
}

/** What went wrong, by kind, for a message that tells. */
const told = (outcomes: readonly LoadOutcome[]) =>
  outcomes.map(
    ({ request, status, failure }) => `${request.method} ${request.address}: ${status ?? failure}`,
  );

/** Reads that got no answer. Nobody can repeat one whose answer had begun when its replica ended or hung. */
const lostReads = (outcomes: readonly LoadOutcome[], replicaLostAt: number) =>
  failures(outcomes).filter(
    ({ request, failure, begunAt }) =>
      request.method === 'GET' && !(failure === CUT_OFF && begunAt <= replicaLostAt),
  );

describe('two replicas behind a load balancer, under load', () => {
  it('A3: lose no request when one is told to stop', async () => {
    const { replicas, running } = await underLoad();
    const before = running.outcomes.length;
    replicas.first.process.signal('SIGTERM');
    expect(await replicas.first.process.exited).toEqual({ code: 0, signal: null });
    const atExit = running.outcomes.length;
    await sleep(1_500);
    const outcomes = await running.stop();

    expect(told(outcomes.filter(({ status }) => status !== 200))).toEqual([]);
    // It was asked throughout: before, while one drained, and after.
    expect(before).toBeGreaterThan(20);
    expect(atExit - before).toBeGreaterThan(50);
    expect(outcomes.length - atExit).toBeGreaterThan(20);
  });

  it('S2: lose at most the writes under way when one is killed, and no read', async () => {
    const { replicas, running } = await underLoad();
    const killedAt = performance.now();
    await replicas.first.stop();
    await replicas.balancer.becomes('replica1', /^DOWN/);
    await sleep(1_500);
    const outcomes = await running.stop();

    const failed = failures(outcomes);
    expect(told(lostReads(outcomes, killedAt))).toEqual([]);
    expect(failed.length).toBeLessThanOrEqual(clients);
    // Those that began later were sent to the other replica, by themselves or after a refused connection.
    expect(told(failed.filter(({ begunAt }) => begunAt > killedAt + 100))).toEqual([]);
    expect(outcomes.filter(({ begunAt }) => begunAt > killedAt).length).toBeGreaterThan(50);
  });

  it('A2: a replica that hangs fails liveness, gets no more requests, and is taken back when it answers again', async () => {
    const { replicas, running } = await underLoad();
    const hungAt = performance.now();
    await replicas.first.process.hang();
    const ejected = await replicas.balancer.becomes('replica1', /^DOWN/);
    // Each check waits a second for an answer before it counts as failed.
    expect(ejected).toBeLessThan(fallAfter * (checkMilliseconds + 1_000) + 2_000);
    await expect(replicas.first.liveness()).rejects.toThrow(/timeout/);

    const ejectedAt = performance.now();
    await sleep(1_500);
    const since = running.outcomes.filter(({ begunAt }) => begunAt > ejectedAt);
    expect(told(failures(since))).toEqual([]);
    expect(since.length).toBeGreaterThan(50);

    await replicas.first.process.continue();
    await replicas.balancer.becomes('replica1', /^UP$/);
    const backAt = performance.now();
    await sleep(1_000);
    const outcomes = await running.stop();
    expect(told(failures(outcomes.filter(({ begunAt }) => begunAt > backAt)))).toEqual([]);
    // Reads that waited for the hung replica were repeated at the other one.
    expect(told(lostReads(outcomes, hungAt))).toEqual([]);
  });
});
