import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitUntil } from '../../local/processes/wait-until.ts';
import { findStrays, type ProcessSeen, seeProcesses } from './stray-processes.ts';

const supervisor = 10;
const seen = (pid: number, parent: number, more: Partial<ProcessSeen> = {}): ProcessSeen => ({
  ...{ pid, parent, name: `process-${pid}`, state: 'S', inFolder: false },
  ...more,
});
const tree = [seen(1, 0), seen(supervisor, 1), seen(20, supervisor), seen(21, 20), seen(30, 1)];

describe('processes of a platform', () => {
  it('are in order when each belongs to a part, and others are nobody’s business', () => {
    expect(findStrays(tree, supervisor, new Set([20]))).toEqual([]);
  });

  it('are found when no part owns them, also when their parent has died', () => {
    const all = [...tree, seen(40, supervisor), seen(50, 1, { inFolder: true })];
    expect(findStrays(all, supervisor, new Set([20]))).toEqual([
      'Process 40 (process-40) belongs to no part.',
      'Process 50 (process-50) belongs to no part.',
    ]);
  });

  it('are found when they are frozen, also those of a part', () => {
    expect(findStrays([...tree, seen(22, 20, { state: 'T' })], supervisor, new Set([20]))).toEqual([
      'Process 22 (process-22) is frozen.',
    ]);
  });

  it('are seen as the kernel has them: one that is really frozen, in its folder', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-strays-'));
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      cwd: folder,
      stdio: 'ignore',
    });
    try {
      child.kill('SIGSTOP');
      const found = await waitUntil('the process to freeze', async () =>
        (await seeProcesses(folder)).find(({ pid, state }) => pid === child.pid && state === 'T'),
      );
      expect(found).toMatchObject({ parent: process.pid, inFolder: true });
    } finally {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true });
    }
  });
});
