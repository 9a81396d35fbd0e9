import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Has a standby that is about to be promoted archive what the primary may not have archived any more. A standby takes for granted that the
 * primary archives, so a segment that was finished just before the primary died would be missing from the archive for ever, and nothing
 * could be recovered beyond it. pgBackRest accepts what it has already.
 * @param last name of the segment that is known to be archived; without it all are archived again
 */
export async function archiveAgainAfter(dataFolder: string, last: string | undefined): Promise<void> {
  const folder = path.join(dataFolder, 'pg_wal', 'archive_status');
  for (const name of await readdir(folder)) {
    const segment = /^([0-9A-F]{24})\.done$/.exec(name)?.[1];
    if (segment !== undefined && (last === undefined || segment.slice(8) >= last.slice(8, 24))) {
      await rename(path.join(folder, name), path.join(folder, `${segment}.ready`));
    }
  }
}
