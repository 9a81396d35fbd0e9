import { z } from 'zod';

/** The way of a proposal, in order; the last two end it. */
export const proposalStatuses = ['draft', 'review', 'sent', 'won', 'lost'] as const;

const maxTextBytes = 512 * 1024;

/** A text as the editor keeps it: a ProseMirror document. */
export const richText = z
  .looseObject({
    type: z.literal('doc'),
    content: z.array(z.looseObject({ type: z.string().max(40) })).max(5_000),
  })
  .refine((document) => JSON.stringify(document).length <= maxTextBytes, {
    error: `the text must be at most ${maxTextBytes / 1024} KiB`,
  })
  .meta({ id: 'RichText' });

export const proposalSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    status: z.enum(proposalStatuses),
    valueCents: z.int(),
    currency: z.string(),
    customer: z.object({ id: z.uuid(), name: z.string() }),
    author: z.object({ id: z.string(), name: z.string() }),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'ProposalSummary' });

export const proposal = proposalSummary.extend({ content: richText }).meta({ id: 'Proposal' });

export const proposalVersion = z
  .object({
    version: z.int(),
    author: z.object({ id: z.string(), name: z.string() }),
    savedAt: z.iso.datetime(),
  })
  .meta({ id: 'ProposalVersion' });

const title = z.string().trim().min(1).max(200);
const valueCents = z.int().min(0).max(1e14);
const currency = z.enum(['USD', 'EUR', 'TWD', 'JPY', 'GBP']);

export const newProposal = z
  .strictObject({
    title,
    customerId: z.uuid(),
    valueCents: valueCents.default(0),
    currency: currency.default('USD'),
    /** The template whose text it starts with; an empty text when left out. */
    templateId: z.string().max(60).optional(),
  })
  .meta({ id: 'NewProposal' });

/** What changes, and the version that the change was made on. */
export const proposalChange = z
  .strictObject({
    // One more than it must fit a column of four bytes.
    baseVersion: z.int().min(1).max(2_147_483_646),
    title: title.optional(),
    status: z.enum(proposalStatuses).optional(),
    valueCents: valueCents.optional(),
    currency: currency.optional(),
    content: richText.optional(),
    /** Keeps the base among the versions even if its author goes on from it at once: this change replaces it, unread or rejected. */
    keepBase: z.literal(true).optional(),
  })
  .meta({ id: 'ProposalChange' });

export const proposalPage = z
  .object({
    items: z.array(proposalSummary),
    /** Pass it as `cursor` for the next page; absent on the last. */
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'ProposalPage' });

export type RichText = z.infer<typeof richText>;
export type ProposalStatus = (typeof proposalStatuses)[number];
export type ProposalSummary = z.infer<typeof proposalSummary>;
export type Proposal = z.infer<typeof proposal>;
export type ProposalVersion = z.infer<typeof proposalVersion>;
export type NewProposal = z.infer<typeof newProposal>;
export type ProposalChange = z.infer<typeof proposalChange>;
export type ProposalPage = z.infer<typeof proposalPage>;
