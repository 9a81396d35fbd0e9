import { z } from 'zod';
import { verifierSettings } from '../verification/settings.ts';

export const restoreSettings = verifierSettings.extend({
  /** Region that it runs in, and that recovery points are restored in. */
  region: z.string().min(1),
  database: z.object({
    name: z.string().min(1),
    user: z.string().min(1),
    port: z.int().positive(),
  }),
  /** From the beginning of a restore to the first answer of the database, at most. */
  objectiveSeconds: z.number().positive(),
  /** How much older than its backup the newest change may be: the canary writes more often. */
  quietSeconds: z.number().positive(),
  /** Tables whose rows come and go. */
  transientTables: z.array(z.string()),
});

export type RestoreSettings = z.infer<typeof restoreSettings>;
