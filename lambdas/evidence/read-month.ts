import type { ReadFile } from './month.ts';
import { monthPrefix } from './record.ts';
import { type EvidenceStore, keysUnder, readJson } from './store.ts';

/** Files that are read at the same time. */
const AT_ONCE = 20;

/** Reads every record of the month that the day is in. */
export async function readMonth(store: EvidenceStore, day: Date): Promise<ReadFile[]> {
  const waiting = await keysUnder(store, monthPrefix(day));
  const files: ReadFile[] = [];
  const reader = async () => {
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      files.push({ key, file: await readJson(store, key) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  return files;
}
