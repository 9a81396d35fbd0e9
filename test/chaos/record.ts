import { z } from 'zod';
import { recordSchema as drillSchema } from '../../lib/drills/record.ts';
import { stepSchema } from './sequence.ts';
import { violationSchema } from './violations.ts';

const drill = drillSchema.shape;
const count = z.int().nonnegative();
const seconds = z.number().nonnegative();

const doneSchema = z.strictObject({
  faults: z.array(
    z.strictObject({
      name: z.string(),
      seed: count,
      /** Seconds since the load began. */
      at: seconds,
      injected: z.string(),
      /** What was done by hand; absent when the platform recovered by itself. */
      recovery: z.string().optional(),
    }),
  ),
  journeys: drill.journeys,
  /** The share of the step, from 0 to 1, in which some process of the machine waited for a processor; absent where the kernel counts none. */
  pressure: z.number().min(0).max(1).optional(),
  promised: z.strictObject({ rtoSeconds: seconds, rpoSeconds: seconds, human: z.boolean().optional() }),
  ledger: drill.ledger,
  violations: z.array(violationSchema),
});

/** The record of one run of chaos. Fields are only added; a change of meaning gets another `schemaVersion`. */
export const recordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('chaos'),
  /** What all steps were drawn from. */
  seed: count,
  /** Minutes after which no further step began. */
  minutes: z.number().positive(),
  startedAt: drill.startedAt,
  finishedAt: drill.finishedAt,
  machine: drill.machine,
  versions: drill.versions,
  commit: drill.commit,
  configuration: drill.configuration,
  load: drill.load,
  requests: z.strictObject({ all: count, failed: count }),
  /** What was carried out, in this order; enough to replay it. */
  sequence: z.array(stepSchema),
  steps: z.array(doneSchema),
  /** All writes, read back at the end by their users, but for what was lost within a promise. */
  ledger: drill.ledger,
  lostWithinPromise: drill.ledger.shape.lost,
  /** Answers that were looked at for data of others. */
  strangerAnswers: count,
  violations: z.array(violationSchema),
  /** The least that still breaks an invariant; absent when none was broken. */
  shrunk: z
    .strictObject({
      sequence: z.array(stepSchema),
      tried: count,
      reproduced: z.boolean(),
      minimal: z.boolean(),
    })
    .optional(),
  timeline: drill.timeline,
  progress: drill.progress,
  verdict: z.enum(['held', 'violated']),
});

/** See {@link recordSchema}. */
export type ChaosRecord = z.infer<typeof recordSchema>;
