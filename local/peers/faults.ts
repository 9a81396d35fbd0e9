import { z } from 'zod';
import { seeded } from '../chance.ts';

/** How a stand-in misbehaves from now on. What is left out is well-behaved, so `{}` heals it. */
export const faults = z.strictObject({
  /** Milliseconds before each answer begins. */
  latencyMilliseconds: z.number().min(0).max(600_000).default(0),
  /** The share of requests that fail, from 0 to 1; 1 when only `status` is given. */
  errorRate: z.number().min(0).max(1).optional(),
  /** The status of failing requests. */
  status: z.int().min(400).max(599).optional(),
  /** `Retry-After` of failing requests. */
  retryAfterSeconds: z.int().min(0).max(86_400).optional(),
  /** Takes requests and never answers. */
  hang: z.boolean().default(false),
  /** Answers with status 200 and a body that is not what its type says. */
  malformed: z.boolean().default(false),
  /** Cuts the connection after so many bytes of the body. */
  closeAfterBytes: z.int().min(0).optional(),
  /** Falls silent after so many chunks of the body, with the connection open. */
  stallAfterChunks: z.int().min(0).optional(),
  /** Strikes only requests whose path contains this text, such as the name of one deployment. */
  only: z.string().optional(),
  /** Which requests an `errorRate` strikes; the same seed strikes the same ones. */
  seed: z.int().default(1),
});

export type Faults = z.infer<typeof faults>;

export const noFaults: Faults = faults.parse({});

/** Whether the next of a series of requests fails; the series depends on the seed alone. */
export function failureSeries(active: Faults): () => boolean {
  const rate = active.errorRate ?? (active.status === undefined ? 0 : 1);
  const next = seeded(active.seed);
  return () => next() < rate;
}
