import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serverProcesses } from '../../../local/postgres/server-processes.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { ServiceProcess } from '../../../local/processes/service-process.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { makeRegions, startPairIn } from './pair-fixture.ts';
import { lostWrites, WritingClient } from './writing-client.ts';

jest.setTimeout(900_000);

const patience = 180_000;
const script = path.join(__dirname, 'run-pair.ts');

interface Regions {
  readonly root: string;
  readonly primaryRegion: string;
  readonly recoveryRegion: string;
}

let regions: Regions;

beforeEach(async () => {
  regions = await makeRegions();
});

afterEach(async () => {
  await rm(regions.root, { recursive: true, force: true, maxRetries: 5 });
});

function runPair(ports: readonly number[]): ServiceProcess {
  const args = [script, regions.primaryRegion, regions.recoveryRegion, ...ports.map(String)];
  return new ServiceProcess({ command: process.execPath, args, environment: { NODE_OPTIONS: '' } });
}

async function says(platform: ServiceProcess, pattern: RegExp): Promise<string> {
  return waitUntil(
    `the platform to say ${pattern}`,
    async () => {
      if (!platform.running) {
        throw new Error(platform.output);
      }
      return pattern.exec(platform.output)?.[1];
    },
    patience,
  );
}

async function left(): Promise<number[]> {
  const folders = ['postgres-a', 'postgres-b'].map((name) => path.join(regions.primaryRegion, name, 'data'));
  return (await Promise.all(folders.map(serverProcesses))).flat();
}

it('comes up after being killed at any moment of its first start, and never leaves a server running', async () => {
  const ports = [await freePort(), await freePort()];
  // A first start takes a few seconds: the kills fall into all of its steps.
  const moments = [300, 900, 1_500, 2_200, 3_000, 4_000, 5_500, 7_000];
  const passwords = new Set<string>();
  for (const moment of moments) {
    const platform = runPair(ports);
    await sleep(moment);
    await platform.end('SIGKILL');
    await waitUntil(
      'nothing to be left',
      async () => ((await left()).length === 0 ? true : undefined),
      patience,
    );
    const secrets = await readFile(
      path.join(regions.primaryRegion, 'secrets', 'postgres.json'),
      'utf8',
    ).catch(() => '');
    if (secrets !== '') {
      passwords.add(secrets);
    }
  }
  const platform = runPair(ports);
  await says(platform, /(started)$/m);
  await platform.end('SIGKILL');
  expect(passwords.size).toBeLessThanOrEqual(1);
});

it('has every acknowledged write after kill -9 of everything, again and again', async () => {
  const ports = [await freePort(), await freePort()];
  const acknowledged: { number: number; at: number }[] = [];
  let first = 1;
  for (const moment of [600, 1_700, 50]) {
    const platform = runPair(ports);
    const password = await says(platform, /^password (\w+)$/m);
    const port = Number(await says(platform, /^serving on (\d+)$/m));
    const access = { user: 'holdfast', database: 'holdfast', password };
    if (first === 1) {
      const maker = new WritingClient({ port: () => undefined, access });
      await maker.stop();
      const { default: postgres } = await import('postgres');
      const sql = postgres({
        host: '127.0.0.1',
        port,
        username: access.user,
        password,
        database: access.database,
        max: 1,
      });
      await sql`create table ledger (number bigint primary key)`;
      await sql.end();
    }
    const client = new WritingClient({ port: () => port, access, first, pause: 1 });
    await waitUntil(
      'some writes',
      async () => (client.acknowledged.length > 20 ? true : undefined),
      patience,
    );
    await sleep(moment);
    const servers = await left();
    // One session is frozen: it cannot notice that its server has died.
    process.kill(servers.at(-1) ?? 0, 'SIGSTOP');
    await platform.end('SIGKILL');
    await client.stop();
    acknowledged.push(...client.acknowledged);
    first = client.last + 1;
  }
  const next = await startPairIn(regions.root, {
    ...regions,
    ports: { 'postgres-a': ports[0] ?? 0, 'postgres-b': ports[1] ?? 0 },
  });
  const sql = next.pair.connect();
  expect(await lostWrites(sql, acknowledged)).toEqual([]);
  await sql.end();
  await next.remove();
});

it('makes a half-initialised folder anew, and never one that was finished', async () => {
  const half = path.join(regions.primaryRegion, 'postgres-a', 'data');
  await mkdir(path.join(half, 'base'), { recursive: true });
  await writeFile(path.join(half, 'PG_VERSION'), '15\n');
  const first = await startPairIn(regions.root, regions);
  await first.pair.connect()`create table kept (id int)`;
  await first.pair.stop();
  // The memory of the controller is lost: the finished folders speak for themselves.
  await rm(path.join(regions.primaryRegion, 'postgres.json'));
  // The standby was in the middle of being copied.
  await rm(path.join(regions.primaryRegion, 'postgres-b', 'complete'));
  await first.pair.start();
  await first.pair.whenSynchronous(patience);
  expect(await first.pair.connect()`select * from kept`).toEqual([]);
  await first.pair.stop();
  // The primary's mark is gone while the controller remembers it: it is left as it is, and the person is told.
  await rm(path.join(regions.primaryRegion, 'postgres-a', 'complete'));
  await expect(first.pair.start()).rejects.toThrow('is not finished although it is the primary');
  expect(await readdir(half)).toContain('PG_VERSION');
});
