import { execFile } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import { PartFailure } from '../processes/part.ts';

const run = promisify(execFile);

/** The user that PostgreSQL and pgBackRest run as, when it is another one than ours. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root; Debian's package brings the user `postgres` for that. Everybody else runs it as themselves.
 * @throws PartFailure when root has no such user
 */
export async function serviceUser(): Promise<ServiceUser | undefined> {
  if (userInfo().uid !== 0) {
    return undefined;
  }
  const name = 'postgres';
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (kind) => (await run('id', [kind, name])).stdout),
    );
    return { name, uid: Number(uid), gid: Number(gid) };
  } catch {
    throw new PartFailure(
      'PostgreSQL refuses to run as root and there is no user postgres: create it with "useradd --system postgres", or start as another user.',
    );
  }
}

/** Makes a folder that only the service's user may enter. */
export async function makeOwned(folder: string, user: ServiceUser | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  await own(folder, user);
}

/** Gives a file to the service's user. */
export async function own(file: string, user: ServiceUser | undefined): Promise<void> {
  if (user !== undefined) {
    await chown(file, user.uid, user.gid);
  }
}

/**
 * @param folder one that the service's user owns
 * @throws PartFailure when a folder above it keeps the user out
 */
export async function checkReach(folder: string, user: ServiceUser | undefined): Promise<void> {
  if (user === undefined) {
    return;
  }
  const { name } = user;
  try {
    await run('setpriv', ['--reuid', name, '--regid', name, '--clear-groups', '--', 'test', '-w', folder]);
  } catch {
    throw new PartFailure(
      `The user ${name}, which PostgreSQL runs as, cannot enter ${folder}: allow others to pass through the folders above it (chmod o+x), or keep the platform elsewhere with --folder.`,
    );
  }
}
