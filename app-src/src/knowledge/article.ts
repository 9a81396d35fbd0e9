import { z } from 'zod';

export const articleSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    summary: z.string(),
    topic: z.string(),
    publishedAt: z.iso.datetime(),
  })
  .meta({ id: 'ArticleSummary' });

export const article = articleSummary.extend({ body: z.string() }).meta({ id: 'Article' });

/** What a search found, best first, of each kind. */
export const searchResults = z
  .object({
    query: z.string(),
    articles: z.array(articleSummary).max(20),
    customers: z.array(z.object({ id: z.uuid(), name: z.string(), industry: z.string() })).max(10),
    proposals: z.array(z.object({ id: z.uuid(), title: z.string(), status: z.string() })).max(10),
  })
  .meta({ id: 'SearchResults' });

export type ArticleSummary = z.infer<typeof articleSummary>;
export type Article = z.infer<typeof article>;
export type SearchResults = z.infer<typeof searchResults>;
