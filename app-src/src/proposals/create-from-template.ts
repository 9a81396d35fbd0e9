import type { Orm } from '../database/orm.ts';
import { invalid } from '../http/problem.ts';
import { findTemplate } from '../templates/template-queries.ts';
import type { NewProposal, Proposal, RichText } from './proposal.ts';
import { createProposal, UnknownCustomer } from './proposal-queries.ts';

const emptyText: RichText = { type: 'doc', content: [{ type: 'paragraph' }] };

/**
 * Makes a proposal that starts with a template's text, or with an empty one.
 * @throws `Problem` 400 when the team has no such customer or there is no such template
 */
export async function createFromTemplate(
  orm: Orm,
  { templateId, ...fields }: NewProposal & { readonly teamId: string; readonly authorId: string },
): Promise<Proposal> {
  const template = templateId === undefined ? undefined : await findTemplate(orm, { id: templateId });
  if (templateId !== undefined && template === undefined) {
    throw invalid([{ at: '/templateId', message: 'There is no such template.' }]);
  }
  try {
    return await createProposal(orm, { ...fields, content: template?.content ?? emptyText });
  } catch (error) {
    if (error instanceof UnknownCustomer) {
      throw invalid([{ at: '/customerId', message: error.message }]);
    }
    throw error;
  }
}
