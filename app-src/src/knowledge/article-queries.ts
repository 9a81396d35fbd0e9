import { eq, sql } from 'drizzle-orm';
import type { Orm } from '../database/orm.ts';
import { articles } from '../database/schema/index.ts';
import type { Locale } from '../i18n/locales.ts';
import type { Article, ArticleSummary } from './article.ts';

/** The columns of an {@link ArticleSummary}. */
export const articleSummaryColumns = {
  id: articles.id,
  title: articles.title,
  summary: articles.summary,
  topic: articles.topic,
  publishedAt: articles.publishedAt,
};

/** By the primary key. */
export async function findArticle(orm: Orm, { id }: { readonly id: string }): Promise<Article | undefined> {
  const [row] = await orm
    .select({ ...articleSummaryColumns, body: articles.body })
    .from(articles)
    .where(eq(articles.id, id));
  return row && { ...row, publishedAt: row.publishedAt.toISOString() };
}

/** The first entries of `articles_published`, which has this order within a language. */
export async function newestArticles(
  orm: Orm,
  { locale, limit }: { readonly locale: Locale; readonly limit: number },
): Promise<ArticleSummary[]> {
  const rows = await orm
    .select(articleSummaryColumns)
    .from(articles)
    .where(eq(articles.locale, locale))
    .orderBy(sql`${articles.publishedAt} desc`, sql`${articles.id} desc`)
    .limit(limit);
  return rows.map((row) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
}
