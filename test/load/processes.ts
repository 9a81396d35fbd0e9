import { readdir, readFile } from 'node:fs/promises';

/** Processor time that Linux accounts in one tick, in milliseconds: 100 ticks a second on every platform that Node.js runs on. */
const tickMilliseconds = 10;

/** What one process has used, from `/proc/PID/stat`. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  /** Processor time so far, of the process and of its ended children. */
  readonly processorMilliseconds: number;
}

/** A process that was started here, with all of its descendants. */
export interface ProcessGroup {
  readonly pid: number;
  readonly command: string;
  readonly pids: readonly number[];
  readonly processorMilliseconds: number;
}

/** @throws when the text is no line of `/proc/PID/stat` (proc_pid_stat(5)) */
export function parseStat(text: string): ProcessStat {
  // The command stands in brackets and may hold anything, brackets and spaces included.
  const [, pid, command = '', rest = ''] = /^(\d+) \((.*)\) (.*)$/s.exec(text.trim()) ?? [];
  const fields = rest.split(' ').map(Number);
  const [parent, ticks] = [
    fields[1],
    [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] ?? Number.NaN), 0),
  ];
  if (pid === undefined || parent === undefined || Number.isNaN(ticks)) {
    throw new Error(`/proc does not tell processes as Linux does: ${text.slice(0, 100)}`);
  }
  return { pid: Number(pid), parent, command, processorMilliseconds: ticks * tickMilliseconds };
}

/** The children of a process, each with its descendants. */
export function groupsBelow(root: number, processes: readonly ProcessStat[]): ProcessGroup[] {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const descendants = (pid: number): ProcessStat[] =>
    (children.get(pid) ?? []).flatMap((child) => [child, ...descendants(child.pid)]);
  return (children.get(root) ?? []).map((child) => {
    const all = [child, ...descendants(child.pid)];
    return {
      pid: child.pid,
      command: child.command,
      pids: all.map(({ pid }) => pid),
      processorMilliseconds: all.reduce((sum, one) => sum + one.processorMilliseconds, 0),
    };
  });
}

/** All processes of the machine that can be read. */
export async function readProcesses(): Promise<ProcessStat[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)),
  );
  return texts.filter((text) => text !== undefined).map(parseStat);
}

/** Memory of processes in bytes; what several share is divided among them. Processes that have ended count as nothing. */
export async function memoryBytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) * 1024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Processor time of the whole machine so far that was not idle, in milliseconds. */
export async function machineBusyMilliseconds(): Promise<number> {
  const [line = ''] = (await readFile('/proc/stat', 'utf8')).split('\n', 1);
  // user, nice, system, idle, iowait, irq, softirq, steal; what guests use is in user already.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * tickMilliseconds;
}
