import { z } from 'zod';
import { dayPrefix } from '../evidence/record.ts';
import { sealFault } from '../evidence/signature.ts';
import { type EvidenceStore, keysUnder, readJson } from '../evidence/store.ts';
import { type Observation, observationSchema } from './observation.ts';

/** Verifier whose records carry observations. */
export const OBSERVER = 'integrity-canary';

const DAY_MS = 86_400_000;

const observingRecord = z.object({ content: z.object({ observed: observationSchema }) });

/**
 * The last genuine observation of the living database up to a moment, from the records of that day and the one before.
 *
 * @param publicKey the key that the record must have been signed with
 */
export async function lastObservation(
  store: EvidenceStore,
  until: Date,
  publicKey: string,
): Promise<Observation | undefined> {
  for (const day of [until, new Date(until.getTime() - DAY_MS)]) {
    const keys = await keysUnder(store, `${dayPrefix(day)}${OBSERVER}/`);
    for (const key of keys.sort().reverse()) {
      const file = await readJson(store, key);
      const read = observingRecord.safeParse(file);
      if (!read.success || sealFault(file, publicKey) !== undefined) continue;
      const { observed } = read.data.content;
      if (new Date(observed.observedAt) <= until) return observed;
    }
  }
  return undefined;
}
