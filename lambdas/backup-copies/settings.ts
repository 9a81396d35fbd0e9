import { z } from 'zod';
import { verifierSettings } from '../verification/settings.ts';

const seconds = z.number().positive();
const days = z.int().positive();
const vault = z.object({
  region: z.string().min(1),
  account: z.string().regex(/^\d{12}$/),
  vault: z.string().min(1),
});

/** What the copies must be like; the stack takes it from the configuration. */
export const copiesSettings = verifierSettings.extend({
  /** ARN of the database. */
  resource: z.string().startsWith('arn:'),
  source: vault,
  destinations: z
    .array(
      vault.extend({
        arn: z.string().startsWith('arn:'),
        /** Whether the role of the verifier can look into the vault; another account's answers through its copy jobs alone. */
        readable: z.boolean(),
      }),
    )
    .min(1),
  lock: z.object({ mode: z.enum(['governance', 'compliance']), minDays: days, maxDays: days }),
  rules: z
    .array(
      z.object({
        name: z.string().min(1),
        deleteAfterDays: days,
        /** At least one recovery point must have been taken within it. */
        lookBackSeconds: seconds,
      }),
    )
    .min(1),
  /** From the start of a backup to its end, at most; what takes longer is stuck. */
  backupSeconds: seconds,
  /** From the end of a backup to the end of its copy, at most. */
  copySeconds: seconds,
  /** Bucket that is replicated; absent when there is none. */
  replication: z
    .object({
      bucket: z.string().min(1),
      replica: z.object({ bucket: z.string().min(1), region: z.string().min(1) }),
      /** From the write of an object to its replica, at most. */
      seconds,
      lockDays: days,
    })
    .optional(),
});

export type CopiesSettings = z.infer<typeof copiesSettings>;
export type Destination = CopiesSettings['destinations'][number];
export type Rule = CopiesSettings['rules'][number];
