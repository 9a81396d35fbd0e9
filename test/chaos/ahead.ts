import { readFile, writeFile } from 'node:fs/promises';
import { descendants, seeProcesses } from './stray-processes.ts';

/** As much weight as three programs of others: enough not to starve, and the others go on. */
const ahead = -5;

/** Milliseconds between two looks for processes that are new. */
const lookEvery = 1_000;

/**
 * Lets this process and all that it starts go before what else the machine does. Linux weighs sessions against each other for this
 * (sched(7), autogroup), and every part of a platform leads a session of its own, so each is told by itself.
 *
 * @param folder of the platform
 * @returns ends it
 * @throws when this machine does not allow it
 */
export async function keepAhead(folder: string): Promise<() => void> {
  try {
    await weigh(process.pid);
  } catch {
    throw new Error(
      '--ahead needs root and a Linux kernel that groups programs by session (sched_autogroup).',
    );
  }
  const timer = setInterval(async () => {
    const all = await seeProcesses(folder).catch(() => []);
    for (const { pid } of descendants(all, process.pid)) {
      // It may have ended meanwhile.
      await weigh(pid).catch(() => undefined);
    }
  }, lookEvery);
  return () => clearInterval(timer);
}

async function weigh(pid: number): Promise<void> {
  const group = `/proc/${pid}/autogroup`;
  if (!(await readFile(group, 'utf8')).endsWith(` nice ${ahead}\n`)) await writeFile(group, String(ahead));
}
