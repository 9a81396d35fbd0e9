import { z } from 'zod';
import { DISRUPTIONS } from '../assessment/disruptions.ts';

const seconds = z.number().nonnegative();
const count = z.int().nonnegative();
const text = z.string().min(1);
const instant = z.iso.datetime();

const termSchema = z.strictObject({
  name: text,
  seconds: seconds.optional(),
  modelSeconds: seconds,
  origin: text,
  formula: text.optional(),
  source: text,
});

const totalSchema = z.strictObject({
  seconds: seconds.optional(),
  modelSeconds: seconds.optional(),
  terms: z.array(termSchema).readonly(),
  reason: text.optional(),
});

const predictionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('predicted'),
    disruption: z.enum(DISRUPTIONS),
    routes: z.array(z.strictObject({ component: text, route: text, name: text })).readonly(),
    rto: totalSchema,
    rpo: totalSchema,
    differences: z.array(text).readonly(),
  }),
  z.strictObject({ kind: z.literal('not modelled'), reason: text }),
]);

/** One second of the load, counted by when the answers came. */
const secondSchema = z.strictObject({
  /** Whole seconds since the load began. */
  second: count,
  requests: count,
  failed: count,
  /** Latency in milliseconds; absent in a second without an answer. */
  p50: z.number().nonnegative().optional(),
  p95: z.number().nonnegative().optional(),
});

const markSchema = z.strictObject({
  /** Seconds since the load began. */
  at: seconds,
  kind: z.enum(['injected', 'detected', 'acted', 'recovered', 'healed']),
  label: text,
});

const journeySchema = z.strictObject({
  journey: z.enum(['cached page', 'read', 'write']),
  requests: count,
  failed: count,
  /** Seconds from the first failed request until the service level held again for its ten seconds; 0 when none failed, absent when it never held. */
  rtoSeconds: seconds.optional(),
  /** Seconds since the load began. */
  firstFailureAt: seconds.optional(),
  recoveredAt: seconds.optional(),
});

const writeSchema = z.strictObject({ number: count, acknowledgedAt: instant, detail: text.optional() });

const ledgerSchema = z.strictObject({
  acknowledged: count,
  readBack: count,
  /** Writes that were neither acknowledged nor refused: the client could not know. */
  uncertain: count,
  lost: z.array(writeSchema),
  duplicated: z.array(writeSchema),
  outOfOrder: z.array(writeSchema),
  /** Age of the oldest lost acknowledged write when the disruption began; 0 when none is lost. */
  rpoSeconds: seconds,
});

/**
 * The record of one drill, as it is kept under `runbooks/records/`. Fields are only added; a change of meaning gets another
 * `schemaVersion`.
 */
export const recordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  drill: z.strictObject({
    name: text,
    title: text,
    disruption: z.enum(DISRUPTIONS).optional(),
    component: text.optional(),
    injection: text,
    expected: text,
    verification: text,
    budgets: z.strictObject({ rtoSeconds: seconds, rpoSeconds: seconds }),
  }),
  /** `local`: one machine stands in for the regions. */
  target: z.enum(['local', 'aws']),
  startedAt: instant,
  finishedAt: instant,
  /** What chance was drawn from. */
  seed: count,
  machine: z.strictObject({
    processor: text,
    processors: count.positive(),
    memoryBytes: count.positive(),
    /** Processes that wanted a processor at the start, averaged over a minute. */
    loadAverage: z.number().nonnegative(),
    system: text,
    kernel: text,
  }),
  /** Of every program that takes part, such as `node`, `postgresql`, `redis`, `haproxy`, and of the app's `release`. */
  versions: z.record(text, text),
  /** Absent outside of a clone. */
  commit: z.strictObject({ id: text, modified: z.boolean() }).optional(),
  configuration: z.record(text, z.union([z.string(), z.number(), z.boolean()])),
  load: z.strictObject({ requestsPerSecond: z.number().positive(), users: count.positive() }),
  /** What was done to what. */
  injected: text,
  /** What was done by hand to recover; absent when the platform recovered by itself. */
  recovery: text.optional(),
  /** What was said while it ran. */
  progress: z.array(z.strictObject({ at: instant, line: z.string() })).readonly(),
  /** What the platform reported. */
  events: z
    .array(z.strictObject({ at: instant, part: z.string(), kind: z.string(), detail: z.string() }))
    .readonly(),
  timeline: z.array(secondSchema).readonly(),
  marks: z.array(markSchema).readonly(),
  journeys: z.array(journeySchema).readonly(),
  ledger: ledgerSchema,
  prediction: predictionSchema,
  verdict: z.strictObject({
    verdict: z.enum(['held', 'breached', 'not provable']),
    /** The first says it all; the others say why. */
    sentences: z.array(text).min(1).readonly(),
  }),
});

/** See {@link recordSchema}. */
export type DrillRecord = z.infer<typeof recordSchema>;

/** One second of the timeline. */
export type TimelineSecond = z.infer<typeof secondSchema>;

/** Something that happened at one moment of the timeline. */
export type TimelineMark = z.infer<typeof markSchema>;

/** How one user journey fared. */
export type JourneyResult = z.infer<typeof journeySchema>;

/** What became of the acknowledged writes. */
export type LedgerResult = z.infer<typeof ledgerSchema>;
