import { z } from 'zod';
import { customer, customerPage } from '../customers/customer.ts';
import { dashboard } from '../dashboard/dashboard.ts';
import { article, articleSummary, searchResults } from '../knowledge/article.ts';
import { proposal, proposalPage, proposalVersion } from '../proposals/proposal.ts';
import { proposalVersionText } from '../proposals/proposal-version-text.ts';
import { templateSummary } from '../templates/template.ts';

/** For how long a kind of value is served from the cache. */
export interface Lifetimes {
  /** Seconds during which it is served without asking the database. Writes end it at once; this bounds what a lost invalidation costs. */
  readonly freshSeconds: number;
  /** Seconds during which it may stand in while the database is away. */
  readonly staleSeconds: number;
}

export interface CacheKind extends Lifetimes {
  /** What is kept. A value of another shape, from another release for example, is not taken from the cache. */
  readonly schema: z.ZodType;
  /** What changes together: one write to an area drops all that is kept of it, for the owner that it names. */
  readonly area: string;
  /** How many of the leading parts of a key name that owner: a team, or a team and one of its proposals or customers. */
  readonly ownerParts: 0 | 1 | 2;
}

/** A working day: a team that opens its pages in the morning reads them through an outage until the evening. */
const workingDay = 12 * 60 * 60;

/** As the database tells it: whether it is fresh is judged at each request. */
const customerCopy = customer.omit({ freshness: true }).extend({ crmId: z.string() });

/** Everything that is cached, and how long each may be. */
export const cacheKinds = {
  // The area "sales" is what shows a whole team's proposals.
  /** The heaviest statement, on the most visited page; every write of the team drops it. */
  dashboard: { schema: dashboard, area: 'sales', ownerParts: 1, freshSeconds: 60, staleSeconds: workingDay },
  proposals: {
    schema: proposalPage,
    area: 'sales',
    ownerParts: 1,
    freshSeconds: 60,
    staleSeconds: workingDay,
  },
  /** A text is opened by few people, but often: it has an owner of its own, so that a colleague's autosave does not drop it. */
  proposal: {
    schema: proposal,
    area: 'proposal',
    ownerParts: 2,
    freshSeconds: 300,
    staleSeconds: workingDay,
  },
  versions: {
    schema: z.array(proposalVersion),
    area: 'proposal',
    ownerParts: 2,
    freshSeconds: 300,
    staleSeconds: workingDay,
  },
  /** A version never changes once it is saved. */
  version: {
    schema: proposalVersionText,
    area: 'version',
    ownerParts: 2,
    freshSeconds: 3_600,
    staleSeconds: workingDay,
  },
  customers: {
    schema: customerPage,
    area: 'customers',
    ownerParts: 1,
    freshSeconds: 300,
    staleSeconds: workingDay,
  },
  /** With the proposals made for it: a write to one of them drops it too. What the CRM told carries its own age. */
  customer: {
    schema: customerCopy,
    area: 'customer',
    ownerParts: 2,
    freshSeconds: 300,
    staleSeconds: workingDay,
  },
  // What a search finds, each kind by itself, because each stays as it is for another while.
  /** The same for every team, and the dearest of the three. */
  foundArticles: {
    schema: searchResults.shape.articles,
    area: 'knowledge',
    ownerParts: 0,
    freshSeconds: 600,
    staleSeconds: 7 * 86_400,
  },
  /** New and renamed ones come from the CRM, which is copied every few minutes. */
  foundCustomers: {
    schema: searchResults.shape.customers,
    area: 'search',
    ownerParts: 1,
    freshSeconds: 300,
    staleSeconds: 3_600,
  },
  /**
   * What was written a minute ago may be missing, as in any search index: a team writes so often that dropping its searches each time would
   * leave none. Lists and the dashboard show a write at once.
   */
  foundProposals: {
    schema: searchResults.shape.proposals,
    area: 'search',
    ownerParts: 1,
    freshSeconds: 60,
    staleSeconds: 3_600,
  },
  /** Knowledge and templates change with releases of content, not with users' writes. */
  article: { schema: article, area: 'knowledge', ownerParts: 0, freshSeconds: 600, staleSeconds: 7 * 86_400 },
  /** On the start page, which is rendered anew every minute at most. */
  newestArticles: {
    schema: z.array(articleSummary),
    area: 'knowledge',
    ownerParts: 0,
    freshSeconds: 60,
    staleSeconds: 7 * 86_400,
  },
  templates: {
    schema: z.array(templateSummary),
    area: 'templates',
    ownerParts: 0,
    freshSeconds: 600,
    staleSeconds: 7 * 86_400,
  },
} as const satisfies Record<string, CacheKind>;

export type CacheKindName = keyof typeof cacheKinds;
