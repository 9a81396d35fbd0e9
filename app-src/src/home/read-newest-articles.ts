import { cacheKey } from '../cache/cache-key.ts';
import { cacheKinds } from '../cache/cache-kinds.ts';
import type { Locale } from '../i18n/locales.ts';
import type { ArticleSummary } from '../knowledge/article.ts';
import { newestArticles } from '../knowledge/article-queries.ts';
import { currentRuntime } from '../runtime/current-runtime.ts';

/** As many as fill a row on a desktop. */
const limit = 3;

/**
 * The newest articles in a language, from the cache or the database; a copy of the last week stands in while the database is away. None
 * when there is neither, as in a build: the start page must not depend on them.
 */
export async function readNewestArticles(locale: Locale): Promise<readonly ArticleSummary[]> {
  try {
    const { readThrough, database } = currentRuntime();
    const { value } = await readThrough.get({
      ...cacheKinds.newestArticles,
      key: cacheKey('newestArticles', locale),
      load: () => newestArticles(database.orm, { locale, limit }),
    });
    return value;
  } catch {
    return [];
  }
}
