import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import type { PostgresPair } from '../../postgres/pair.ts';
import { serviceUser } from '../../postgres/service-user.ts';

const run = promisify(execFile);

/** Room for a cluster of the demonstration with some of its log, in MiB. */
const mebibytes = 1_024;

/** Milliseconds until a new copy of the standby follows. */
const patience = 120_000;

/**
 * Moves the primary to a small disk of its own: the standby is copied to one anew, and promoted.
 * @returns the folder of the primary, which is where the disk is mounted
 * @throws when this is not root, because a disk takes a mount
 */
export async function moveToSmallDisk(pair: PostgresPair): Promise<string> {
  if (await isMounted(pair.primary.folder.root)) {
    return pair.primary.folder.root;
  }
  if (userInfo().uid !== 0) {
    throw new Error('A disk that can be filled without harm takes a mount: run this drill as root.');
  }
  const user = await serviceUser();
  const owner = user === undefined ? '' : `,uid=${user.uid},gid=${user.gid}`;
  const options = `size=${mebibytes}m,mode=700${owner}`;
  await pair.whenSynchronous(patience);
  if (!(await isMounted(pair.standby.folder.root))) {
    await pair.replaceStandby(async (folder) => {
      await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
    });
    await pair.whenSynchronous(patience);
  }
  await pair.failOver('to the server with the small disk');
  await pair.whenSynchronous(patience);
  return pair.primary.folder.root;
}

/** Undoes {@link moveToSmallDisk}, whichever server leads by then. Does nothing when no server is on a small disk. */
export async function leaveSmallDisk(pair: PostgresPair): Promise<void> {
  for (const name of ['postgres-a', 'postgres-b'] as const) {
    const server = pair.server(name);
    if (await isMounted(server.folder.root)) {
      await pair.whenSynchronous(patience);
      if (pair.primary === server) {
        await pair.failOver('away from the small disk');
        await pair.whenSynchronous(patience);
      }
      await pair.replaceStandby(async (folder) => {
        await run('umount', [folder]);
      });
      await pair.whenSynchronous(patience);
    }
  }
}

/** Takes the small disks below a folder away that a killed drill has left, with what is on them. Nothing runs there. */
export async function unmountBelow(folder: string): Promise<void> {
  const root = await realpath(folder).catch(() => undefined);
  for (const place of await mounts()) {
    if (root !== undefined && place.startsWith(`${root}/`)) await run('umount', ['-l', place]);
  }
}

async function isMounted(folder: string): Promise<boolean> {
  return (await mounts()).includes(folder);
}

/** Where something is mounted; the kernel writes a space as `\040`. */
async function mounts(): Promise<string[]> {
  const text = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  return text.split('\n').map((line) => (line.split(' ')[1] ?? '').replaceAll('\\040', ' '));
}
