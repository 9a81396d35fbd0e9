import { z } from 'zod';
import { JOURNEYS } from '../../../lib/drills/service-level.ts';

const requestSchema = z.strictObject({
  journey: z.enum(JOURNEYS),
  /** Milliseconds since 1970. */
  at: z.number(),
  until: z.number(),
  failed: z.boolean(),
  /** What was asked for. */
  what: z.string(),
  /** Why it failed. */
  why: z.string().optional(),
});

/** One line that the process of the load writes to its standard output. */
export const toldSchema = z.union([
  z.strictObject({ begunAt: z.number() }),
  z.strictObject({ request: requestSchema }),
]);

/** A request of the load, with what it was and why it failed. */
export type LoadRequest = z.infer<typeof requestSchema>;

export type Told = z.infer<typeof toldSchema>;
