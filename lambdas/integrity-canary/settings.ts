import { z } from 'zod';
import { verifierSettings } from '../verification/settings.ts';

export const canarySettings = verifierSettings.extend({
  /** Region that the database is in. */
  region: z.string().min(1),
  /** Region of the bucket of evidence. */
  evidenceRegion: z.string().min(1),
  database: z.object({
    name: z.string().min(1),
    user: z.string().min(1),
    port: z.int().positive(),
  }),
  /** Tables whose rows come and go. */
  transientTables: z.array(z.string()),
});

export type CanarySettings = z.infer<typeof canarySettings>;
