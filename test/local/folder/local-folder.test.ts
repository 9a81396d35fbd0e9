import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalFolder } from '../../../local/folder/local-folder.ts';
import { Ports } from '../../../local/folder/ports.ts';
import { loadSecrets } from '../../../local/folder/secrets.ts';
import { freePort } from '../../../local/processes/free-port.ts';

describe('the folder of a local platform', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'holdfast-folder-'));
  });
  afterEach(async () => {
    await chmod(root, 0o700);
    await rm(root, { recursive: true });
  });

  async function occupied<Result>(port: number, work: () => Promise<Result>): Promise<Result> {
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    try {
      return await work();
    } finally {
      server.close();
    }
  }

  it('keeps its sockets elsewhere when its path is too long for one', async () => {
    const near = new LocalFolder(root);
    expect(near.controlSocket.startsWith(root)).toBe(true);
    const far = new LocalFolder(join(root, 'a-long-name-of-a-folder/'.repeat(5)));
    expect(far.controlSocket.length).toBeLessThan(100);
    expect(far.controlSocket).not.toBe(
      new LocalFolder(join(root, 'another-long-name/'.repeat(7))).controlSocket,
    );
    await far.make();
    expect((await stat(far.run)).mode & 0o777).toBe(0o700);
    await rm(far.run, { recursive: true });
  });

  it('gives each part the port that it had before, and another one when that is taken', async () => {
    const file = join(root, 'ports.json');
    const first = await Ports.load(file);
    const given = [await first.take('postgres'), await first.take('redis')];
    expect(new Set(given).size).toBe(2);
    await first.save();
    const second = await Ports.load(file);
    expect(await second.take('postgres')).toBe(given[0]);
    const other = await occupied(given[1] ?? 0, () => second.take('redis'));
    expect(other).not.toBe(given[1]);
  });

  it('gives people the wanted port, or the next free one', async () => {
    const wanted = await freePort();
    expect(await (await Ports.load(join(root, 'none'))).takeFrom('http', wanted)).toBe(wanted);
    const next = await occupied(wanted, async () =>
      (await Ports.load(join(root, 'none'))).takeFrom('http', wanted),
    );
    expect(next).toBeGreaterThan(wanted);
  });

  it('begins anew when the remembered ports cannot be read', async () => {
    const file = join(root, 'ports.json');
    for (const text of ['', '{"postgres":', '{"postgres":"many"}', '[]']) {
      await writeFile(file, text);
      expect(await (await Ports.load(file)).take('postgres')).toBeGreaterThan(0);
    }
  });

  it('keeps its secrets in both regions, for its owner alone, and restores the copy that is lost or broken', async () => {
    const folder = new LocalFolder(root);
    await folder.make();
    const secrets = await loadSecrets(folder);
    expect(secrets.authSecret).toMatch(/^[0-9a-f]{64}$/);
    const [primary, recovery] = [folder.primaryRegion, folder.recoveryRegion].map((region) =>
      join(region, 'secrets/app.json'),
    );
    expect((await stat(primary ?? '')).mode & 0o777).toBe(0o600);
    await rm(folder.primaryRegion, { recursive: true });
    expect(await loadSecrets(folder)).toEqual(secrets);
    await writeFile(recovery ?? '', '{');
    expect(await loadSecrets(folder)).toEqual(secrets);
    expect(JSON.parse(await readFile(recovery ?? '', 'utf8'))).toEqual(secrets);
  });
});
