import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildApp } from '../../../local/app/build.ts';
import { Releases } from '../../../local/app/releases.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { CommandedPlatform, holdfast, newFolder, nothingLeft } from './holdfast-command.ts';

jest.setTimeout(600_000);

const run = promisify(execFile);
const isRoot = userInfo().uid === 0;

describe('holdfast up, when it cannot', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(async () => {
    await nothingLeft(folder, []);
    await rm(folder, { recursive: true, force: true });
  });

  const up = async (...args: readonly string[]) =>
    holdfast(['up', '--folder', folder, '--port', String(await freePort()), ...args]);

  it('names the program that is missing and how to get it', async () => {
    const { code, output } = await holdfast(['up', '--folder', folder], { PATH: '/nowhere' });
    expect(code).toBe(2);
    expect(output).toMatch(
      /^Redis is missing and is being installed\nRedis is not installed, and this system has no apt-get: install it with the package manager it has \(package redis-server\)\.\n$/,
    );
  });

  (isRoot ? it : it.skip)('says that the disk is full', async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder]);
    try {
      const { code, output } = await up();
      expect(code).toBe(2);
      expect(output).toMatch(
        new RegExp(
          `^The disk that holds ${folder} is full \\(\\d+ MiB are free\\): free at least 1024 MiB, or name another folder with --folder\\.\n$`,
        ),
      );
    } finally {
      await run('umount', [folder]);
    }
  });

  it('says that its folder cannot be made', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const { code, output } = await holdfast(['up', '--folder', join(file, 'platform')]);
    expect(code).toBe(2);
    expect(output).toMatch(
      /cannot be written \(ENOTDIR\): make it writable, or name another folder with --folder\.\n$/,
    );
  });

  it.each([
    [['--replicas', '0'], /replicas <n>' argument '0' is invalid. Give a whole number from 1 to 12/],
    [['--port', 'http'], /argument 'http' is invalid. Give a whole number from 1 to 65535/],
    [['--seed', 'some'], /Allowed choices are small, full, none/],
  ])('refuses %j in one sentence', async (args, why) => {
    const { code, output } = await up(...args);
    expect(code).toBe(2);
    expect(output).toMatch(why);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  it('makes a half-initialised data folder anew', async () => {
    const data = join(folder, 'primary-region/postgres-a/data');
    await mkdir(data, { recursive: true });
    await writeFile(join(data, 'PG_VERSION'), '15\n');
    const { code, output } = await up('--check', '--no-peers', '--replicas', '1');
    expect(output).toContain('check: a write was read back in another session');
    expect(code).toBe(0);
  });

  describe('with a release that does not come up', () => {
    /** The app with a server of its own that listens and is never healthy. */
    async function neverHealthy(): Promise<void> {
      const releases = new Releases(join(folder, 'releases'));
      const bad = await releases.take({ ...(await buildApp()), id: 'never-healthy' });
      await writeFile(
        join(bad.folder, 'server.js'),
        `import http from 'node:http';
console.error('I have no time for health');
http.createServer((request, response) => { response.statusCode = 500; response.end(); }).listen(process.env.PORT, '127.0.0.1');`,
      );
    }

    it('gives up in one sentence with the place to look at', async () => {
      await neverHealthy();
      const { code, output } = await up('--release', 'never-healthy', '--start-limit', '5', '--no-peers');
      expect(code).toBe(2);
      expect(output.trim().split('\n').at(-1)).toMatch(
        new RegExp(
          `^app-\\d was not healthy within 5 s \\(its health endpoint answers 500\\); its log is ${folder}/logs/app-\\d\\.log, and it last said: I have no time for health$`,
        ),
      );
    });

    it('goes on with the last good one', async () => {
      const releases = new Releases(join(folder, 'releases'));
      const good = await releases.take({ ...(await buildApp()), id: 'good' });
      await releases.setCurrent(good);
      await neverHealthy();
      const one = CommandedPlatform.launch(folder, [
        ...['--release', 'never-healthy', '--no-peers', '--start-limit', '20'],
        ...['--port', String(await freePort())],
      ]);
      await one.serves();
      expect(one.process.output).toContain(
        'Release never-healthy does not come up, so good is started: app-',
      );
      expect((await one.status()).release).toBe('good');
      expect(await readFile(join(folder, 'releases/current'), 'utf8')).toBe('good');
      expect(relative(resolve(folder), good.folder)).toMatch(/^releases\/good/);
      await one.say('down');
      await one.ended();
    });
  });

  it('refuses a release that is not there', async () => {
    const { code, output } = await up('--release', 'nothing', '--no-peers');
    expect(code).toBe(2);
    expect(output).toBe('There is no release nothing; there are none.\n');
  });
});
