import { readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { writeDurably } from './durable-file.ts';
import type { MemberFolder } from './member-folder.ts';
import { own } from './service-user.ts';

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

/** Bytes of a segment of the log, PostgreSQL's default. */
const segmentBytes = 16n * 1024n * 1024n;

/**
 * Has a standby that was promoted archive the last segment that the old primary finished. A standby marks a segment when the next one
 * begins, and with a primary that dies in between it never does: PostgreSQL would archive it when it is recycled, hours later.
 */
export async function archiveFinishedBeforePromotion(folder: MemberFolder): Promise<void> {
  const log = path.join(folder.data, 'pg_wal');
  const names = await readdir(log);
  const history = names
    .filter((name) => /^[0-9A-F]{8}\.history$/.test(name))
    .sort()
    .at(-1);
  const last = history && (await readFile(path.join(log, history), 'utf8')).trim().split('\n').at(-1);
  const [, timeline, high, low] = /^(\d+)\t([0-9A-F]+)\/([0-9A-F]+)/.exec(last ?? '') ?? [];
  if (timeline === undefined || high === undefined || low === undefined) return;
  const promotedAt = (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
  const segmentsPerName = 2n ** 32n / segmentBytes;
  const first = promotedAt / segmentBytes;
  const hex = (value: bigint) => value.toString(16).toUpperCase().padStart(8, '0');
  const end = hex(BigInt(timeline)) + hex(first / segmentsPerName) + hex(first % segmentsPerName);
  const status = path.join(log, 'archive_status');
  const marked = new Set((await readdir(status)).map((name) => name.slice(0, 24)));
  for (const name of names) {
    const finished = /^[0-9A-F]{24}$/.test(name) && name.startsWith(end.slice(0, 8)) && name < end;
    if (finished && !marked.has(name)) {
      const file = path.join(status, `${name}.ready`);
      await writeDurably(file, '', 0o600);
      await own(file, folder.user);
    }
  }
}
