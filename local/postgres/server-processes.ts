import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import path from 'node:path';
import { waitUntil } from '../processes/wait-until.ts';

/** What runs in a data folder: the server, its sessions, and the archiver's program. A person's shell is left alone. */
const ours = new Set(['postgres', 'pgbackrest']);

/**
 * The processes of the PostgreSQL server of a data folder. Sessions lead process groups of their own and outlive a killed server until
 * they notice, a frozen one for ever; all of them keep the data folder as their working folder.
 */
export async function serverProcesses(dataFolder: string): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => []);
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
      if (folder !== dataFolder && folder !== `${dataFolder} (deleted)`) {
        return undefined;
      }
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      return ours.has(name.trim()) ? pid : undefined;
    }),
  );
  return [...found, ...(await serverOf(dataFolder))].filter((pid) => pid !== undefined);
}

/**
 * Kills everything that runs in a data folder, frozen or not, waits until it is gone, and takes the dead server's lock away: PostgreSQL
 * would believe in it for as long as any process has the dead one's number, be it only one that nobody has waited for.
 * @throws when something cannot be killed
 */
export async function killServerProcesses(dataFolder: string): Promise<void> {
  await waitUntil(
    `all processes of ${dataFolder} to end`,
    async () => {
      const pids = await serverProcesses(dataFolder);
      signalAll(pids, 'SIGKILL');
      return pids.length === 0 ? true : undefined;
    },
    15_000,
  );
  if (process.platform === 'linux') {
    await rm(path.join(dataFolder, 'postmaster.pid'), { force: true });
  }
}

/** Sends a signal to processes that may have ended meanwhile. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended between the listing and the signal.
    }
  }
}

/** Where there is no /proc, the server's own note of its id has to do. */
async function serverOf(dataFolder: string): Promise<number[]> {
  if (process.platform === 'linux') {
    return [];
  }
  const note = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(note.split('\n')[0]);
  try {
    return pid > 0 && process.kill(pid, 0) ? [pid] : [];
  } catch {
    return [];
  }
}
