import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newFolder } from '../../local/drills/records.ts';
import { type ChaosRecord, recordSchema } from './record.ts';
import { recordMarkdown } from './record-markdown.ts';
import { timelineSvg } from './timeline.ts';

/**
 * Adds a record in a folder of its own, such as `2026-11-02-chaos-7`. What is there is never written to. The least that breaks an invariant
 * is beside it, to be replayed.
 *
 * @param folder the folder of all records
 * @returns the folder of this one
 */
export async function writeRecord(record: ChaosRecord, folder: string): Promise<string> {
  const checked = recordSchema.parse(record);
  const made = await newFolder(join(folder, `${checked.startedAt.slice(0, 10)}-chaos-${checked.seed}`));
  const write = (name: string, text: string) => writeFile(join(made, name), text, { flag: 'wx' });
  const { seed, shrunk } = checked;
  await write('timeline.svg', timelineSvg(checked));
  await write('record.md', recordMarkdown(checked));
  if (shrunk !== undefined) {
    await write('least.json', `${JSON.stringify({ seed, sequence: shrunk.sequence }, null, 2)}\n`);
  }
  // Last, so that a record that can be read by programs is whole.
  await write('record.json', `${JSON.stringify(checked, null, 2)}\n`);
  return made;
}
