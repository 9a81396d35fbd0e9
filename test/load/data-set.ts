import type { Sql } from 'postgres';
import type { Range, UsersFile } from './users-file.ts';

/** What users of the seeded data set can look at. */
export interface DataSet extends Pick<UsersFile, 'teams' | 'proposals' | 'customers' | 'articles' | 'terms'> {
  /** In the order of {@link UsersFile.teams}. */
  readonly teamIds: readonly string[];
}

/** How many different things are searched for. */
const mostTerms = 300;

/** Reads the ids of what the seed has made, and makes search terms from its titles and names. */
export async function readDataSet(sql: Sql): Promise<DataSet> {
  const teams = await sql<{ id: string }[]>`select id from teams order by id`;
  const proposals = await sql<Row[]>`
    select id, team_id as team from proposals order by updated_at desc, id desc`;
  const customers = await sql<Row[]>`select id, team_id as team from customers order by name, id`;
  const articles = await sql<{ id: string; title: string }[]>`
    select id, title from articles where locale = 'en' order by published_at desc`;
  const teamIds = teams.map(({ id }) => id);
  const [ofProposals, ofCustomers] = [byTeam(proposals, teamIds), byTeam(customers, teamIds)];
  return {
    teamIds,
    teams: teamIds.map((_, at) => ({
      proposals: ofProposals.ranges[at] ?? [0, 0],
      customers: ofCustomers.ranges[at] ?? [0, 0],
    })),
    proposals: ofProposals.ids,
    customers: ofCustomers.ids,
    articles: articles.map(({ id }) => id),
    terms: searchTerms(articles.map(({ title }) => title)),
  };
}

interface Row {
  readonly id: string;
  readonly team: string;
}

/** One list of all teams, one team after the other, and where each begins. */
export function byTeam(
  rows: readonly Row[],
  teamIds: readonly string[],
): { readonly ids: string[]; readonly ranges: Range[] } {
  const groups = Map.groupBy(rows, ({ team }) => team);
  const ids: string[] = [];
  const ranges = teamIds.map((team): Range => {
    const own = groups.get(team) ?? [];
    ids.push(...own.map(({ id }) => id));
    return [ids.length - own.length, own.length];
  });
  return { ids, ranges };
}

/** Single words and pairs of words that stand in titles, the most frequent first: people search for what there is. */
export function searchTerms(titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) {
    const words = title.toLowerCase().match(/[a-z]{4,}/g) ?? [];
    const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
    for (const term of new Set([...words, ...pairs])) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .slice(0, mostTerms)
    .map(([term]) => term);
}
