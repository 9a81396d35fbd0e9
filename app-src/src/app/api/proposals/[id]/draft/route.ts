import { z } from 'zod';
import { latestQueuedDraft, newDraft } from '../../../../../drafting/draft.ts';
import { latestDraft } from '../../../../../drafting/draft-request-queries.ts';
import { eventStreamHeaders } from '../../../../../drafting/event-stream.ts';
import { gatherMaterial } from '../../../../../drafting/gather-material.ts';
import { methods } from '../../../../../http/methods.ts';
import { notFound } from '../../../../../http/problem.ts';
import { route } from '../../../../../http/route.ts';

const params = z.object({ id: z.uuid() });

const write = route({
  access: 'member',
  operation: {
    id: 'draftProposal',
    summary: 'Write a draft of a proposal, streamed',
    tags: ['proposals'],
    description:
      'Events: `source` tells who writes; `text` carries words; `restart` asks to drop the words so far; `done` ends. While no model answers, the draft is composed from templates and knowledge, and the model writes its own later.',
  },
  params,
  body: newDraft,
  responses: { 200: { description: 'The events of the draft', mediaType: 'text/event-stream' } },
  // Each draft costs tokens; nobody reads more than this.
  limit: { points: 20, seconds: 60, onFailure: 'refuse' },
  async handle({ params: { id }, body, user, runtime, signal }) {
    const order = { ...body, teamId: user.teamId, proposalId: id, userId: user.id };
    const material = await gatherMaterial(runtime.database.orm, order);
    if (material === undefined) {
      throw notFound();
    }
    return {
      status: 200,
      headers: eventStreamHeaders,
      stream: runtime.drafting.stream(order, material, signal),
    };
  },
});

const read = route({
  access: 'member',
  operation: {
    id: 'readQueuedDraft',
    summary: "Read the model's draft that was queued last",
    tags: ['proposals'],
  },
  params,
  responses: { 200: { description: 'The draft, when there is one', schema: latestQueuedDraft } },
  async handle({ params: { id }, user, runtime }) {
    const draft = await latestDraft(runtime.database.orm, { teamId: user.teamId, proposalId: id });
    if (draft === undefined) {
      return { status: 200, body: {} };
    }
    const { result, finishedAt, ...rest } = draft;
    return {
      status: 200,
      body: {
        draft: {
          ...rest,
          ...(result === null ? {} : { text: result }),
          ...(finishedAt === null ? {} : { finishedAt }),
        },
      },
    };
  },
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({ POST: write, GET: read });
