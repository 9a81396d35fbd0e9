import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { PlatformStatus } from '../../../local/platform/local-platform.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { CommandedPlatform, holdfast, living, newFolder, nothingLeft } from './holdfast-command.ts';
import { Person } from './person.ts';

jest.setTimeout(600_000);

const partNames = [
  ...['app-1', 'app-2', 'azure-openai', 'balancer', 'dynamics'],
  ...['postgres-a', 'postgres-b', 'redis-a', 'redis-b'],
];

const pidsOf = ({ pid, parts }: PlatformStatus) => [pid, ...parts.flatMap((part) => part.pid ?? [])];

describe('holdfast up', () => {
  let folder: string;
  let platform: CommandedPlatform | undefined;
  let port: number;

  beforeAll(async () => {
    folder = await newFolder();
    port = await freePort();
  });
  afterAll(async () => {
    await platform?.process.end('SIGTERM', 30_000);
    await rm(folder, { recursive: true, force: true });
  });

  const running = async () => {
    if (platform === undefined || !platform.process.running) {
      platform = await CommandedPlatform.launch(folder, ['--port', String(port)]).serves();
    }
    return platform;
  };

  it('runs every part, and prints the address, the versions and a table without colour in a file', async () => {
    const { process: supervisor } = await running();
    expect(supervisor.output).toMatch(
      /programs: HAProxy [\d.]+, PostgreSQL [\d.]+, Redis [\d.]+, pgBackRest [\d.]+/,
    );
    expect(supervisor.output).toContain(`Platform  http://localhost:${port}`);
    expect(supervisor.output).toMatch(/^app-1 +replica +running /m);
    expect(supervisor.output).not.toContain('\u001b[');
    const page = await fetch(`http://localhost:${port}/`);
    expect(page.status).toBe(200);
  });

  it('shows the platform in a browser at the address that it prints', async () => {
    const one = await running();
    const { livePage } = await one.status();
    expect(one.process.output).toContain(`Live page ${livePage}\n`);
    const shown = await (await fetch(String(livePage))).text();
    expect(shown).toContain('Everything serves');
    for (const name of partNames) expect(shown).toContain(`<th scope="row">${name}</th>`);
  });

  it('shows every part in "status", for people and for programs, and ends with 0 when all run', async () => {
    const one = await running();
    const table = await one.say('status');
    expect(table.code).toBe(0);
    for (const name of partNames) expect(table.output).toMatch(new RegExp(`^${name} .*running`, 'm'));
    const status = await one.status();
    expect(status.parts.map(({ name }) => name).sort()).toEqual(partNames);
    expect(status.parts.map(({ state }) => state)).toEqual(partNames.map(() => 'running'));
    expect(await living(pidsOf(status))).toHaveLength(partNames.length + 1);
  });

  it('lets nobody start a second one in the same folder, and leaves the first as it is', async () => {
    const one = await running();
    const before = pidsOf(await one.status());
    const second = await holdfast(['up', '--folder', folder, '--port', String(port)]);
    expect(second.code).toBe(2);
    expect(second.output).toBe(
      `A platform runs in ${folder} already (process ${one.process.pid}, http://localhost:${port}): look at it with "holdfast status", or end it with "holdfast down".\n`,
    );
    expect(pidsOf(await one.status())).toEqual(before);
  });

  it('scales, restarts parts and prints logs by command, and refuses in one sentence', async () => {
    const one = await running();
    expect(await one.say('scale', '3')).toEqual({ code: 0, output: '3 replicas serve.\n' });
    expect((await one.status()).parts.filter(({ name }) => name.startsWith('app-'))).toHaveLength(3);
    expect((await one.say('scale', '2')).code).toBe(0);
    expect(await one.say('scale', 'many')).toEqual({
      code: 2,
      output: '"many" is no number of replicas: give a whole number from 1 to 12.\n',
    });
    const before = (await one.status()).parts.find(({ name }) => name === 'balancer')?.pid;
    expect((await one.say('restart', 'balancer')).code).toBe(0);
    expect((await one.status()).parts.find(({ name }) => name === 'balancer')?.pid).not.toBe(before);
    expect(await one.say('restart', 'nothing')).toEqual({
      code: 2,
      output: expect.stringMatching(/^There is no part nothing; there are balancer, app-1, /),
    });
    expect((await one.say('logs', 'app-1', '-n', '5')).output).toContain('"service":"holdfast-app"');
    expect((await one.say('logs', 'nothing')).output).toMatch(
      /^There is no log of nothing; there are app-1, /,
    );
    expect((await one.say('deploy', 'nothing')).output).toMatch(
      /^There is no release nothing; there are \w+\.\n$/,
    );
  });

  it('leaves nothing running when its supervisor is killed, and the next one has the data', async () => {
    const one = await running();
    const pids = pidsOf(await one.status());
    const person = await Person.signIn(`http://localhost:${port}`);
    await person.rename('Sam after the crash');
    process.kill(one.process.pid, 'SIGKILL');
    await nothingLeft(folder, pids);
    expect(await one.say('status')).toEqual({
      code: 2,
      output: 'No platform runs here: start it with "holdfast up".\n',
    });
    await running();
    // Sessions and data outlive the crash.
    expect(await person.name()).toBe('Sam after the crash');
    expect(await (await Person.signIn(`http://localhost:${port}`)).name()).toBe('Sam after the crash');
  });

  it('is ended by Ctrl-C, and leaves no process and no lock behind', async () => {
    const one = await running();
    const pids = pidsOf(await one.status());
    one.process.signal('SIGINT');
    expect((await one.ended()).code).toBe(0);
    await nothingLeft(folder, pids);
    await expect(readFile(join(folder, 'run/control.sock'))).rejects.toThrow('ENOENT');
  });

  it('takes the next port when the wanted one is in use, and says so', async () => {
    const blocker = createServer().listen(port, '127.0.0.1');
    await once(blocker, 'listening');
    try {
      const one = await running();
      expect(one.process.output).toMatch(
        new RegExp(`Port ${port} is in use by another program, so the platform listens on \\d+\\.`),
      );
      const { address } = await one.status();
      expect(address).not.toBe(`http://localhost:${port}`);
      expect((await fetch(address)).status).toBe(200);
    } finally {
      blocker.close();
    }
  });

  it('is ended by "holdfast down", which returns when nothing is left', async () => {
    const one = await running();
    const pids = pidsOf(await one.status());
    expect((await one.say('down')).code).toBe(0);
    expect((await one.ended()).code).toBe(0);
    await nothingLeft(folder, pids);
    expect((await one.say('down')).code).toBe(2);
  });

  it('lets one of two go on that start at once', async () => {
    const both = [1, 2].map(() => CommandedPlatform.launch(folder, ['--port', String(port)]));
    const refused = await Promise.race(both.map(async (one) => ({ one, ...(await one.ended()) })));
    expect(refused).toMatchObject({
      code: 2,
      output: expect.stringMatching(/^A platform runs in .* already/),
    });
    platform = both.find((one) => one !== refused.one);
    await platform?.serves();
    platform?.process.signal('SIGTERM');
    expect((await platform?.ended())?.code).toBe(0);
  });

  it('is ended by Ctrl-C while it starts', async () => {
    const one = CommandedPlatform.launch(folder, ['--port', String(port)]);
    while (!one.process.output.includes('load balancer: ready')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    one.process.signal('SIGINT');
    expect((await one.ended()).code).toBe(0);
    await nothingLeft(folder, []);
  });

  it('verifies itself with --check, and ends; a database with data is not filled again', async () => {
    await (await running()).say('down');
    const seeded = await readFile(join(folder, 'logs/seed.log'), 'utf8');
    const { code, output } = await holdfast(['up', '--check', '--folder', folder, '--port', String(port)]);
    expect(output).toContain('check: a write was read back in another session');
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'logs/seed.log'), 'utf8')).toBe(seeded);
    await nothingLeft(folder, []);
  });
});
