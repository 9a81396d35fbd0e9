import { open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../fault.ts';
import { leaveSmallDisk, moveToSmallDisk } from './small-disk.ts';

/** Bytes that are written at a time. */
const piece = Buffer.alloc(1024 ** 2);

/** The disk of the database's primary is full to the last byte. It is a small one, so that nothing else suffers. */
export const databaseDiskFull: Fault = {
  name: 'database-disk-full',
  async prepare({ platform, progress }) {
    await moveToSmallDisk(platform.postgres);
    progress(`${platform.postgres.primary.name}, the primary, is on a small disk of its own`);
  },
  async inject({ platform }) {
    const { postgres } = platform;
    const folder = await moveToSmallDisk(postgres);
    const { name, pid } = postgres.primary;
    const filler = join(folder, 'filler');
    await fill(filler);
    const { bavail, bsize } = await statfs(folder);
    return {
      detail: `the disk of ${name} (process ${pid}), the primary, was filled: ${bavail * bsize} bytes are free`,
      heal: async () => {
        await rm(filler, { force: true });
        await leaveSmallDisk(postgres);
      },
    };
  },
};

/** Writes until nothing more can be written. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (;;) {
      await handle.write(piece);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    await handle.close();
  }
}
