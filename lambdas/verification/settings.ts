import { z } from 'zod';

/** What the schedule sends: the moment that the run belongs to, which stays the same when it is tried again. */
const scheduledEvent = z.object({ scheduledAt: z.iso.datetime({ offset: true }) });

/**
 * @throws Error when the event names no moment
 */
export function scheduledTime(event: unknown): Date {
  const parsed = scheduledEvent.safeParse(event);
  if (parsed.success) return new Date(parsed.data.scheduledAt);
  throw new Error(
    'The event has no scheduledAt such as 2026-01-31T03:00:00Z; give the schedule the input that the template describes.',
  );
}

/** Part of the settings of every verifier. */
export const verifierSettings = z.object({
  /** Prefix of the environment's names; the dimension that keeps its metrics apart from those of other environments. */
  environment: z.string().min(1),
  evidence: z.object({
    bucket: z.string().min(1),
    /** Name of the secret that records are signed with. */
    signingSecret: z.string().min(1),
  }),
  /** Another region that is told of each run, so that an alarm there rings when this one is silent altogether. */
  witnessRegion: z.string().min(1).optional(),
});

export type VerifierSettings = z.infer<typeof verifierSettings>;

/**
 * Reads the settings that the stack gives the function as JSON.
 *
 * @throws Error that names what is wrong in them
 */
export function readSettings<T>(schema: z.ZodType<T>, text: string | undefined): T {
  const parsed = schema.safeParse(json(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `The environment variable SETTINGS is wrong; deploy the stack that sets it. ${z.prettifyError(parsed.error)}`,
  );
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
