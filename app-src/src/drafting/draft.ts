import { z } from 'zod';
import { locales } from '../i18n/locales.ts';

/** Who wrote a draft: a language model's first or second deployment, or the app itself from templates and knowledge. */
export const draftSources = ['primary', 'secondary', 'template'] as const;

/** What a user asks of a draft. */
export const newDraft = z
  .strictObject({
    /** What the draft shall stress, in the user's own words. */
    instructions: z.string().trim().max(2_000).default(''),
    /** The language of the draft. */
    locale: z.enum(locales),
  })
  .meta({ id: 'NewDraft' });

/**
 * The events of a streamed draft, `event: <name>` with one line of JSON. Order: `source`, `text`…, and then `done`; or, when the writer
 * broke off, `restart` (drop the text so far) and all over from `source`. `error` ends a stream that nobody could finish.
 */
export const draftEvents = {
  source: z.object({
    from: z.enum(draftSources),
    /** For `template`: whether the model will write the draft later, to be read at the same path with GET. */
    queued: z.boolean().optional(),
  }),
  text: z.object({ text: z.string() }),
  restart: z.object({}),
  done: z.object({}),
  error: z.object({ detail: z.string() }),
} as const;

export type DraftSource = (typeof draftSources)[number];
export type NewDraft = z.infer<typeof newDraft>;
export type DraftEvent = {
  [Name in keyof typeof draftEvents]: {
    readonly name: Name;
    readonly data: z.infer<(typeof draftEvents)[Name]>;
  };
}[keyof typeof draftEvents];

/** A draft that the model was asked for while it was away. */
export const queuedDraft = z
  .object({
    id: z.uuid(),
    status: z.enum(['waiting', 'running', 'done', 'failed']),
    /** The finished text: paragraphs apart by an empty line, `#` headings, `-` lists. */
    text: z.string().optional(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'QueuedDraft' });

/** The latest queued draft of a proposal, when there is one. */
export const latestQueuedDraft = z
  .object({ draft: queuedDraft.optional() })
  .meta({ id: 'LatestQueuedDraft' });

export type QueuedDraft = z.infer<typeof queuedDraft>;
