import { spawn } from 'node:child_process';
import { groupsBelow, memoryBytes, parseStat, readProcesses } from './processes.ts';

const stat = (pid: number, parent: number, command: string) =>
  `${pid} (${command}) S ${parent} 1 1 0 -1 4194560 1 2 3 4 100 50 7 3 20 0 1 0 5 6 7 8`;

describe('processes of Linux', () => {
  it('are read with any command, and with the time of their ended children', () => {
    expect(parseStat(stat(12, 1, 'next-server (v16) x'))).toEqual({
      pid: 12,
      parent: 1,
      command: 'next-server (v16) x',
      processorMilliseconds: 1_600,
    });
    expect(() => parseStat('nothing')).toThrow('/proc does not tell processes as Linux does: nothing');
  });

  it('are added up under the child that they descend from', () => {
    const processes = [
      stat(2, 1, 'postgres'),
      stat(3, 2, 'postgres'),
      stat(4, 3, 'x'),
      stat(5, 1, 'k6'),
      stat(6, 9, 'y'),
    ];
    expect(groupsBelow(1, processes.map(parseStat))).toEqual([
      { pid: 2, command: 'postgres', pids: [2, 3, 4], processorMilliseconds: 4_800 },
      { pid: 5, command: 'k6', pids: [5], processorMilliseconds: 1_600 },
    ]);
  });

  it('are found on this machine with their memory', async () => {
    const child = spawn('sleep', ['30']);
    try {
      const group = groupsBelow(process.pid, await readProcesses()).find(({ pid }) => pid === child.pid);
      expect(group?.pids).toEqual([child.pid]);
      expect(await memoryBytes(group?.pids ?? [])).toBeGreaterThan(10_000);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
