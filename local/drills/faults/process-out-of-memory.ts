import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { waitUntil } from '../../processes/wait-until.ts';
import type { Fault } from '../fault.ts';
import { evaluateIn } from './inspector.ts';
import { nothingToHeal, pickReplica } from './pick.ts';

const run = promisify(execFile);

/** Milliseconds within which a replica that leaks has to end. */
const limit = 60_000;

/** Bytes that it may have beyond what it has. */
const allowance = 64 * 1024 ** 2;

/** Keeps 16 MiB more of the heap every 50 ms. */
const leak = `globalThis.leak = []; setInterval(() => globalThis.leak.push(new Array(2 ** 21).fill(0.5)), 50)`;

/**
 * A replica leaks memory until the kernel gives it no more, as the limit of a container does. The limit is the process's own: unlike one of
 * a control group, it needs no rights that a person or a container may lack.
 */
export const processOutOfMemory: Fault = {
  name: 'process-out-of-memory',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    const { size, data } = await memoryOf(pid);
    const limits = [`--as=${size + allowance}`, `--data=${data + allowance}`];
    await evaluateIn(pid, leak);
    // Only now, because the inspector needs memory, too.
    await run('prlimit', ['--pid', String(pid), ...limits]);
    await waitUntil(
      `${replica.name} to run out of memory`,
      async () => {
        stage.signal.throwIfAborted();
        return replica.status().pid === pid ? undefined : true;
      },
      limit,
    );
    const mebibytes = Math.round((data + allowance) / 1024 ** 2);
    return {
      detail: `${replica.name} (process ${pid}) leaked memory until it had its limit of ${mebibytes} MiB, and ended`,
      heal: nothingToHeal,
    };
  },
};

/** Bytes of addresses and of data that a process has. */
async function memoryOf(pid: number): Promise<{ size: number; data: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const bytes = (field: string) => {
    const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
    if (kibibytes === undefined) throw new Error(`/proc/${pid}/status says nothing of ${field}.`);
    return Number(kibibytes) * 1024;
  };
  return { size: bytes('VmSize'), data: bytes('VmData') };
}
