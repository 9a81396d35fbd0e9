import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DrillRecord, recordSchema } from '../../lib/drills/record.ts';
import { recordMarkdown } from '../../lib/drills/record-markdown.ts';
import { timelineSvg } from '../../lib/drills/timeline.ts';

/** Records of one drill on one day, after which something else is wrong. */
const most = 1_000;

/**
 * Writes a record as JSON and as Markdown with its picture, in a folder of its own, such as `2026-11-02-process-kill`, or
 * `2026-11-02-process-kill-2` when that is taken. What is there is never written to.
 *
 * @param folder the folder of all records
 * @returns the folder of this one
 */
export async function writeRecord(record: DrillRecord, folder: string): Promise<string> {
  const checked = recordSchema.parse(record);
  const made = await newFolder(join(folder, `${checked.startedAt.slice(0, 10)}-${checked.drill.name}`));
  const write = (name: string, text: string) => writeFile(join(made, name), text, { flag: 'wx' });
  await write('timeline.svg', timelineSvg(checked));
  await write('record.md', recordMarkdown(checked));
  // Last, so that a record that can be read by programs is whole.
  await write('record.json', `${JSON.stringify(checked, null, 2)}\n`);
  return made;
}

/** Makes a folder of this name, or with a number after it when that is taken. @returns its path */
export async function newFolder(wanted: string): Promise<string> {
  await mkdir(join(wanted, '..'), { recursive: true });
  for (let turn = 1; turn <= most; turn += 1) {
    const path = turn === 1 ? wanted : `${wanted}-${turn}`;
    try {
      await mkdir(path);
      return path;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new Error(`There are ${most} records like ${wanted} already: move old ones elsewhere.`);
}
