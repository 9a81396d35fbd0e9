import { z } from 'zod';

const count = z.int().min(0);

const dependency = z.object({
  name: z.enum(['database', 'cache']),
  status: z.enum(['up', 'down']),
  latencyMilliseconds: z.number(),
  /** Milliseconds since it was looked at. */
  ageMilliseconds: z.number(),
  /** Why it is down, in a few words. */
  cause: z.string().optional(),
});

const policy = z.object({
  name: z.string(),
  circuit: z.enum(['closed', 'open', 'half-open']),
  inFlight: count,
  queued: count,
  rejected: count,
  retries: count,
  failures: count,
  fallbacks: count,
});

/** The state of the replica that answers; counts are since it started. */
export const status = z
  .object({
    version: z.string(),
    startedAt: z.iso.datetime(),
    readiness: z.enum(['ready', 'degraded', 'not ready']),
    dependencies: z.array(dependency),
    /** How each external service is doing; a service that is not set up is not listed. */
    policies: z.array(policy),
    /** Answers of the read-through cache by where they came from. */
    cache: z.object({ hit: count, joined: count, stale: count, miss: count, bypass: count }),
    features: z.object({
      /** `template` while no language model is set up. */
      drafting: z.enum(['model', 'template']),
      crm: z.enum(['on', 'off']),
    }),
  })
  .meta({ id: 'Status' });

export type Status = z.infer<typeof status>;
