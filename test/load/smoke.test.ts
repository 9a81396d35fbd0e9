import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ServiceProcess } from '../services/service-process.ts';
import { waitUntil } from '../services/wait-until.ts';
import { groupsBelow, readProcesses } from './processes.ts';
import type { runLoad } from './run-load.ts';

/** A build of the app may come first. */
const patience = 400_000;

describe('a smoke run', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'holdfast-perf-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const perf = () =>
    new ServiceProcess({
      command: process.execPath,
      args: [path.join(import.meta.dirname, 'run.ts'), 'smoke', '--seconds', '10', '--out', folder],
    });

  it(
    'S1: has 20 users, all signed in, do everything without a failure, and leaves three reports',
    async () => {
      const run = perf();
      const { code } = await run.exited;
      expect({ code, output: run.output }).toMatchObject({ code: 0 });
      const record = JSON.parse(await readFile(path.join(folder, 'smoke.json'), 'utf8')) as Awaited<
        ReturnType<typeof runLoad>
      >;
      expect(record.all.count).toBeGreaterThan(50);
      expect(record.all.failures).toBe(0);
      expect(record.conditions.users).toBe(20);
      expect(record.byRequest.map(({ name }) => name)).toContain('GET /api/search');
      expect(Object.values(record.cache.counts).reduce((sum, one) => sum + one, 0)).toBeGreaterThan(10);
      expect(record.statements.length).toBeGreaterThan(3);
      const names = record.processes.map(({ name }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['replica 1', 'replica 2', 'postgres', 'redis-server', 'haproxy', 'k6']),
      );
      expect(await readFile(path.join(folder, 'smoke.html'), 'utf8')).toContain('<svg');
      expect(await readFile(path.join(folder, 'smoke.md'), 'utf8')).toContain('| S1 |');
    },
    patience,
  );

  it(
    'leaves nothing running when it is interrupted',
    async () => {
      const run = perf();
      await waitUntil(
        'the users to be signed in',
        async () => (/ok +Sign 20 users in/.test(run.output) ? true : undefined),
        patience,
      );
      const pids = await waitUntil('k6 to be there', async () => {
        const groups = groupsBelow(run.pid, await readProcesses());
        return groups.some(({ command }) => command === 'k6') ? groups.flatMap((one) => one.pids) : undefined;
      });
      run.signal('SIGINT');
      const { code } = await run.exited;
      expect({ code, output: run.output }).toMatchObject({ code: 130 });
      const alive = new Set((await readProcesses()).map(({ pid }) => pid));
      expect(pids.filter((pid) => alive.has(pid))).toEqual([]);
    },
    patience,
  );
});
