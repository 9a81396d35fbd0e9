import { z } from 'zod';

/** Schema that the chain stands in; the app knows nothing of it. */
export const CANARY_SCHEMA = 'holdfast_canary';

const link = z.object({
  number: z.int().positive(),
  /** ISO 8601 in UTC. */
  writtenAt: z.iso.datetime(),
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a database held at a moment: written down while it lives, and compared with what is restored of it. */
export const observationSchema = z.object({
  observedAt: z.iso.datetime(),
  /** The newest migration; `null` in a database that has had none. */
  schemaVersion: z.number().nullable(),
  /** Rows by table. */
  rows: z.record(z.string(), z.int().nonnegative()),
  /** The last link of the chain; `null` while it has none. */
  chain: link.nullable(),
});

export type Observation = z.infer<typeof observationSchema>;
export type Link = z.infer<typeof link>;
