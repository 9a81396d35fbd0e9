import { z } from 'zod';
import { cacheKey } from '../../../../cache/cache-key.ts';
import { cacheKinds } from '../../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../../cache/cached-answer.ts';
import { methods } from '../../../../http/methods.ts';
import { conflict, notFound } from '../../../../http/problem.ts';
import { route } from '../../../../http/route.ts';
import { proposal, proposalChange } from '../../../../proposals/proposal.ts';
import { changeProposal, findProposal } from '../../../../proposals/proposal-queries.ts';

const params = z.strictObject({ id: z.uuid() });

export const GET = route({
  access: 'member',
  operation: { id: 'readProposal', summary: 'A proposal with its newest text', tags: ['proposals'] },
  params,
  responses: { 200: { description: 'The proposal.', schema: proposal, headers: cachedAnswerHeaders } },
  cache: 'private',
  handle: ({ runtime, user: { teamId }, params: { id } }) =>
    cachedAnswer(runtime.readThrough, {
      ...cacheKinds.proposal,
      key: cacheKey('proposal', teamId, id),
      load: () => findProposal(runtime.database.orm, { teamId, id }),
    }),
});

export const PATCH = route({
  access: 'member',
  operation: {
    id: 'changeProposal',
    summary: 'Save a change as the next version',
    tags: ['proposals'],
    description:
      'Answers 409 with the current `proposal` when it is no longer at `baseVersion`. Nothing is changed then.',
  },
  params,
  body: proposalChange,
  responses: { 200: { description: 'The proposal as saved.', schema: proposal } },
  idempotent: true,
  // An editor saves every few seconds at most; several may be open.
  limit: { points: 240, seconds: 60, onFailure: 'allow' },
  handle: async ({ runtime, orm, afterCommit, user: { id: authorId, teamId }, params: { id }, body }) => {
    const changed = [cacheKey('dashboard', teamId), cacheKey('proposal', teamId, id)];
    const outcome = await runtime.readThrough.writing(changed, afterCommit, async () => {
      const found = await changeProposal(orm, { teamId, authorId, id, change: body });
      if (found.kind === 'missing') {
        throw notFound();
      }
      if (found.kind === 'conflict') {
        throw conflict('The proposal has a newer version.', { proposal: found.proposal });
      }
      // Whose page shows it is known only now, and nobody sees the change before its commit.
      const shown = [cacheKey('customer', teamId, found.proposal.customer.id)];
      await runtime.readThrough.writing(shown, afterCommit, async () => undefined);
      return found;
    });
    return { status: 200, body: outcome.proposal };
  },
});

export const { POST, PUT, DELETE } = methods({ GET, PATCH });
