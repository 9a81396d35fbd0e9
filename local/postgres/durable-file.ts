import { open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Writes a file so that a crash at any moment leaves either the old content or the new one, and the new one once this has resolved. */
export async function writeDurably(file: string, content: string, mode = 0o644): Promise<void> {
  const next = `${file}.new`;
  const handle = await open(next, 'w', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await renameDurably(next, file);
}

/** Renames a file within its folder, which stays so after a crash. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(path.dirname(to));
}

/** Removes a file, which stays removed after a crash. Does nothing when it is not there. */
export async function removeDurably(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(path.dirname(file));
}

/** The content of a file, or `undefined` when there is none. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
