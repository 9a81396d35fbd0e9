import { findCustomer } from '../customers/customer-queries.ts';
import { isAway } from '../database/database-away.ts';
import type { Orm } from '../database/orm.ts';
import type { Locale } from '../i18n/locales.ts';
import { findArticle, newestArticles } from '../knowledge/article-queries.ts';
import { search } from '../knowledge/search-queries.ts';
import { wordsOf } from '../knowledge/search-terms.ts';
import { findProposal } from '../proposals/proposal-queries.ts';
import { plainText } from '../proposals/rich-text/text-node.ts';
import type { TemplateSummary } from '../templates/template.ts';
import { findTemplate, listTemplates } from '../templates/template-queries.ts';
import type { DraftMaterial, FittingArticle } from './draft-material.ts';

/** The most articles that a draft leans on: three pages are as much as a prompt needs. */
const mostArticles = 3;

export interface DraftFor {
  readonly teamId: string;
  readonly proposalId: string;
  readonly instructions: string;
  readonly locale: Locale;
}

/**
 * Reads what a draft is written from. Proposal and customer are needed; template and articles may be left out while they cannot be read.
 * `undefined` when the team has no such proposal.
 */
export async function gatherMaterial(orm: Orm, draft: DraftFor): Promise<DraftMaterial | undefined> {
  const { teamId, proposalId, locale, instructions } = draft;
  const proposal = await findProposal(orm, { teamId, id: proposalId });
  const customer = proposal && (await findCustomer(orm, { teamId, id: proposal.customer.id }));
  if (proposal === undefined || customer === undefined) {
    return undefined;
  }
  const [template, articles] = await Promise.all([
    fittingTemplate(orm, locale, `${proposal.title} ${customer.industry}`).catch(nothingWhileAway),
    fittingArticles(orm, { teamId, locale, query: customer.industry }).catch(nothingWhileAway),
  ]);
  const { name, industry, city, country, contactName } = customer;
  return {
    locale,
    instructions,
    proposal: {
      title: proposal.title,
      valueCents: proposal.valueCents,
      currency: proposal.currency,
      text: plainText(proposal.content),
    },
    customer: { name, industry, city, country, contactName },
    template,
    articles: articles ?? [],
  };
}

async function fittingTemplate(orm: Orm, locale: Locale, about: string): Promise<string | undefined> {
  const best = bestTemplate(await listTemplates(orm, { locale }), about);
  const template = best && (await findTemplate(orm, { id: best.id }));
  return template && plainText(template.content);
}

/** The template that shares most words with what it is for; the first when none shares any. */
export function bestTemplate(
  templates: readonly TemplateSummary[],
  about: string,
): TemplateSummary | undefined {
  const wanted = new Set(wordsOf(about));
  const shared = ({ name, description }: TemplateSummary) =>
    wordsOf(`${name} ${description}`).filter((word) => wanted.has(word)).length;
  return templates.toSorted((a, b) => shared(b) - shared(a))[0];
}

async function fittingArticles(
  orm: Orm,
  { teamId, locale, query }: { readonly teamId: string; readonly locale: Locale; readonly query: string },
): Promise<FittingArticle[]> {
  const { articles: found } = await search(orm, { teamId, locale, query });
  const best = found.length > 0 ? found : await newestArticles(orm, { locale, limit: mostArticles });
  const whole = await Promise.all(best.slice(0, mostArticles).map(({ id }) => findArticle(orm, { id })));
  return whole.filter((article) => article !== undefined);
}

function nothingWhileAway(error: unknown): undefined {
  if (!isAway(error)) {
    throw error;
  }
}
