import { z } from 'zod';
import { cacheKey } from '../../../cache/cache-key.ts';
import { cacheKinds } from '../../../cache/cache-kinds.ts';
import { cachedAnswer, cachedAnswerHeaders } from '../../../cache/cached-answer.ts';
import { refusingForeignCursors } from '../../../http/foreign-cursor.ts';
import { methods } from '../../../http/methods.ts';
import { pageLimit } from '../../../http/page-limit.ts';
import { route } from '../../../http/route.ts';
import { createFromTemplate } from '../../../proposals/create-from-template.ts';
import { newProposal, proposal, proposalPage, proposalStatuses } from '../../../proposals/proposal.ts';
import { listProposals } from '../../../proposals/proposal-queries.ts';

export const GET = route({
  access: 'member',
  operation: {
    id: 'listProposals',
    summary: "The team's proposals, last changed first",
    tags: ['proposals'],
  },
  query: z.strictObject({
    status: z.enum(proposalStatuses).optional(),
    customerId: z.uuid().optional(),
    cursor: z.string().max(4_000).optional(),
    limit: pageLimit,
  }),
  responses: {
    200: { description: 'A page of proposals.', schema: proposalPage, headers: cachedAnswerHeaders },
  },
  cache: 'private',
  handle: ({ runtime, user: { teamId }, query }) =>
    refusingForeignCursors(() =>
      cachedAnswer(runtime.readThrough, {
        ...cacheKinds.proposals,
        key: cacheKey(
          'proposals',
          teamId,
          query.status ?? '',
          query.customerId ?? '',
          query.cursor ?? '',
          query.limit,
        ),
        load: () => listProposals(runtime.database.orm, { teamId, ...query }),
      }),
    ),
});

export const POST = route({
  access: 'member',
  operation: { id: 'createProposal', summary: 'Start a proposal for a customer', tags: ['proposals'] },
  body: newProposal,
  responses: {
    201: {
      description: 'The proposal, at its first version.',
      schema: proposal,
      headers: { Location: 'Where the proposal can be read.' },
    },
  },
  idempotent: true,
  limit: { points: 60, seconds: 60, onFailure: 'allow' },
  handle: async ({ runtime, orm, afterCommit, user: { id: authorId, teamId }, body }) => {
    const changed = [cacheKey('dashboard', teamId), cacheKey('customer', teamId, body.customerId)];
    const created = await runtime.readThrough.writing(changed, afterCommit, () =>
      createFromTemplate(orm, { ...body, teamId, authorId }),
    );
    return { status: 201, body: created, headers: { Location: `/api/proposals/${created.id}` } };
  },
});

export const { PUT, PATCH, DELETE } = methods({ GET, POST });
