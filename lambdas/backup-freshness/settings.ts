import { z } from 'zod';
import { verifierSettings } from '../verification/settings.ts';

const seconds = z.number().positive();
const place = z.object({ region: z.string().min(1), vault: z.string().min(1) });

/** What the database's backups must be like; the stack takes it from the configuration. */
export const freshnessSettings = verifierSettings.extend({
  database: z.object({ instance: z.string().min(1), arn: z.string().startsWith('arn:') }),
  primary: place.extend({ objectiveSeconds: seconds }),
  recovery: place.extend({ objectiveSeconds: seconds }),
  /** Rules of the backup plan, with the age that the newest recovery point of each may have, in seconds. */
  rules: z
    .array(z.object({ name: z.string().min(1), maxAgeSeconds: seconds, deleteAfterDays: z.int().positive() }))
    .min(1),
});

export type FreshnessSettings = z.infer<typeof freshnessSettings>;
