import { z } from 'zod';
import { verifierSettings } from '../verification/settings.ts';

export const indexSettings = verifierSettings.extend({
  /** Verifiers that must have a record on every day, with the least number of records that a whole day has. */
  verifiers: z.array(z.object({ name: z.string().min(1), leastPerDay: z.int().positive() })).min(1),
});

export type IndexSettings = z.infer<typeof indexSettings>;
