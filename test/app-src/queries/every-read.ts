import { findUser } from '../../../app-src/src/accounts/user-queries.ts';
import { findCustomer, listCustomers } from '../../../app-src/src/customers/customer-queries.ts';
import { readDashboard } from '../../../app-src/src/dashboard/dashboard-queries.ts';
import type { Orm } from '../../../app-src/src/database/orm.ts';
import { latestDraft } from '../../../app-src/src/drafting/draft-request-queries.ts';
import { findArticle, newestArticles } from '../../../app-src/src/knowledge/article-queries.ts';
import { search } from '../../../app-src/src/knowledge/search-queries.ts';
import {
  findProposal,
  findVersion,
  listProposals,
  listVersions,
} from '../../../app-src/src/proposals/proposal-queries.ts';
import { findTemplate, listTemplates } from '../../../app-src/src/templates/template-queries.ts';

/** Rows that the reads are about. */
export interface ReadIds {
  readonly teamId: string;
  readonly userId: string;
  readonly customerId: string;
  readonly proposalId: string;
  readonly articleId: string;
  readonly templateId: string;
}

export type Read = (orm: Orm, ids: ReadIds) => Promise<unknown>;

const limit = 50;

/** The second page of a list. */
async function secondPage<Page extends { readonly nextCursor?: string | undefined }>(
  list: (cursor: string | undefined) => Promise<Page>,
): Promise<Page> {
  return list((await list(undefined)).nextCursor);
}

/** Every read of the app, by what it is for. */
export const everyRead: Readonly<Record<string, Read>> = {
  'the user of a session': (orm, { userId }) => findUser(orm, userId),
  'the dashboard': (orm, { teamId }) => readDashboard(orm, { teamId }),
  'proposals, two pages': (orm, { teamId }) =>
    secondPage((cursor) => listProposals(orm, { teamId, limit, cursor })),
  'proposals of a status, two pages': (orm, { teamId }) =>
    secondPage((cursor) => listProposals(orm, { teamId, status: 'won', limit, cursor })),
  'proposals of a customer': (orm, { teamId, customerId }) =>
    listProposals(orm, { teamId, customerId, limit }),
  'proposals of a customer and a status': (orm, { teamId, customerId }) =>
    listProposals(orm, { teamId, customerId, status: 'won', limit }),
  'a proposal': (orm, { teamId, proposalId: id }) => findProposal(orm, { teamId, id }),
  "a proposal's versions": (orm, { teamId, proposalId: id }) => listVersions(orm, { teamId, id }),
  'one version': (orm, { teamId, proposalId: id }) => findVersion(orm, { teamId, id, version: 1 }),
  'customers, two pages': (orm, { teamId }) =>
    secondPage((cursor) => listCustomers(orm, { teamId, limit, cursor })),
  'customers by a word': (orm, { teamId }) => listCustomers(orm, { teamId, q: 'smith', limit }),
  'customers by a letter': (orm, { teamId }) => listCustomers(orm, { teamId, q: 'a', limit }),
  'customers by a Chinese word': (orm, { teamId }) => listCustomers(orm, { teamId, q: '科技', limit }),
  'a customer': (orm, { teamId, customerId: id }) => findCustomer(orm, { teamId, id }),
  'search in English': (orm, { teamId }) => search(orm, { teamId, locale: 'en', query: 'cloud migration' }),
  'search for a common word': (orm, { teamId }) => search(orm, { teamId, locale: 'en', query: 'companies' }),
  'search for a letter': (orm, { teamId }) => search(orm, { teamId, locale: 'en', query: 'c' }),
  'search in Chinese': (orm, { teamId }) => search(orm, { teamId, locale: 'zh-TW', query: '雲端遷移' }),
  'search for a common Chinese word': (orm, { teamId }) =>
    search(orm, { teamId, locale: 'zh-TW', query: '公司' }),
  'an article': (orm, { articleId: id }) => findArticle(orm, { id }),
  'the newest articles': (orm) => newestArticles(orm, { locale: 'en', limit: 6 }),
  'the templates': (orm) => listTemplates(orm, { locale: 'en' }),
  'a template': (orm, { templateId: id }) => findTemplate(orm, { id }),
  'the latest draft': (orm, { teamId, proposalId }) => latestDraft(orm, { teamId, proposalId }),
};
