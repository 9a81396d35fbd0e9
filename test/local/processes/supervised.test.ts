import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backoff } from '../../../local/processes/backoff.ts';
import { Events } from '../../../local/processes/events.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { PartFailure } from '../../../local/processes/part.ts';
import { PartLog } from '../../../local/processes/part-log.ts';
import { Supervised, type SupervisedOptions } from '../../../local/processes/supervised.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';

jest.setTimeout(120_000);

const server = `
require('node:http').createServer((request, response) => response.end('ok')).listen(Number(process.argv[1]), '127.0.0.1');
console.log('listening');`;

describe('a supervised process', () => {
  let folder: string;
  let part: Supervised | undefined;
  let events: Events;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-supervised-'));
    events = new Events(join(folder, 'events.jsonl'));
  });
  afterEach(async () => {
    await part?.stop();
    await events.flush();
    await rm(folder, { recursive: true });
  });

  async function supervise(script = server, options: Partial<SupervisedOptions> = {}): Promise<Supervised> {
    const port = await freePort();
    part = new Supervised({
      name: 'part',
      role: 'example',
      port,
      log: new PartLog(join(folder, 'part.log')),
      events,
      checkMilliseconds: 200,
      launch: () => ({ command: process.execPath, args: ['-e', script, String(port)] }),
      check: async (signal) => void (await fetch(`http://127.0.0.1:${port}/`, { signal })),
      ...options,
    });
    return part;
  }
  const running = (one: Supervised) =>
    waitUntil('it to run', async () => (one.status().state === 'running' ? one.status() : undefined), 60_000);

  it('is started until it serves, and stopped for good', async () => {
    const one = await supervise();
    await one.start();
    expect(one.status()).toMatchObject({ state: 'running', restarts: 0, pid: expect.any(Number) });
    await one.stop();
    expect(one.status().state).toBe('stopped');
    expect(one.status().pid).toBeUndefined();
    expect(await readFile(join(folder, 'part.log'), 'utf8')).toContain('listening');
  });

  it('is started again when it crashes, and that is on record', async () => {
    const one = await supervise();
    await one.start();
    const { pid } = one.status();
    one.process?.signal('SIGKILL');
    await waitUntil('another process', async () => (one.status().restarts === 1 ? true : undefined), 30_000);
    expect((await running(one)).pid).not.toBe(pid);
    await events.flush();
    const kinds = (await readFile(join(folder, 'events.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds).toEqual(['started', 'healthy', 'ended', 'started', 'healthy']);
  });

  it('is replaced when it hangs', async () => {
    const one = await supervise();
    await one.start();
    await one.process?.hang();
    await waitUntil('another process', async () => (one.status().restarts === 1 ? true : undefined), 60_000);
    await running(one);
    expect(events.last().find(({ kind }) => kind === 'replaced')?.detail).toMatch(/3 health checks/);
  });

  it('is given up when it keeps ending before it serves, in one sentence with its last words', async () => {
    const one = await supervise("console.error('no configuration'); process.exit(3)", { startAttempts: 2 });
    const failure = await one.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PartFailure);
    expect((failure as Error).message).toMatch(
      /^part ended 2 times while starting \(ended with code 3\); its log is .*part\.log, and it last said: no configuration$/,
    );
    expect(one.status().pid).toBeUndefined();
  });

  it('is given up and killed when it never serves', async () => {
    const one = await supervise('setInterval(() => undefined, 1000)', { startLimitMilliseconds: 1_000 });
    await expect(one.start()).rejects.toThrow(/part was not healthy within 1 s \(it refuses connections\)/);
    expect(one.status()).toMatchObject({ state: 'failed' });
    expect(one.process).toBeUndefined();
  });

  it('is given up when its program is not there', async () => {
    const one = await supervise(server, {
      launch: () => ({ command: join(folder, 'nothing'), args: [] }),
      startAttempts: 1,
    });
    await expect(one.start()).rejects.toThrow(PartFailure);
  });
});

describe('the pause before a part is started again', () => {
  it('doubles from 0.2 s to 10 s, and begins anew after 30 s of health', () => {
    const backoff = new Backoff();
    const pauses = Array.from({ length: 8 }, () => backoff.pause(0));
    expect(pauses).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    expect(backoff.pause(30_000)).toBe(200);
    expect(backoff.pause(0)).toBe(400);
  });
});

describe('the log of a part', () => {
  it('is moved aside when it is large', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-log-'));
    const file = join(folder, 'part.log');
    await writeFile(file, Buffer.alloc(11 * 1024 * 1024, 'x'));
    const log = new PartLog(file);
    log.write('after');
    expect(await readFile(file, 'utf8')).toBe('after');
    expect(await readFile(`${file}.1`)).toHaveLength(11 * 1024 * 1024);
    await rm(folder, { recursive: true });
  });
});
