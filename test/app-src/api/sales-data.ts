import { sql } from 'drizzle-orm';
import type { Replica } from '../http/replica.ts';

/** Ids that tests name: customers and proposals are numbered within their team. */
export const customerId = (team: 'north' | 'south', number: number) =>
  idOf(team === 'north' ? 'c' : 'd', number);
export const proposalId = (team: 'north' | 'south', number: number) =>
  idOf(team === 'north' ? 'a' : 'b', number);
export const articleId = (number: number) => idOf('e', number);

function idOf(first: string, number: number): string {
  return `${first}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Gives each of the teams north and south customers, and each customer one proposal; and all of them articles and a template. */
export async function createSales({ runtime }: Replica, rows: number): Promise<void> {
  const { orm } = runtime.database;
  for (const [team, author, customer, proposal] of [
    ['north', 'user-ada', 'c', 'a'],
    ['south', 'user-cyd', 'd', 'b'],
  ]) {
    const id = (first: string | undefined) =>
      sql`(${first}::text || '0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`;
    await orm.execute(sql`
      insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email, annual_revenue, refreshed_at, search)
      select ${id(customer)}, ${team}, ${team} || n, 'Customer ' || n || ' of ' || ${team}::text, 'Retail', 'Oslo', 'Norway', 'Kim', 'kim@example.com', 1000, now(),
        to_tsvector('simple', 'Customer ' || n || ' of ' || ${team}::text)
      from generate_series(1, ${rows}::int) n on conflict do nothing`);
    await orm.execute(sql`
      insert into proposals (id, team_id, customer_id, author_id, title, status, value_cents, currency, search, updated_at)
      select ${id(proposal)}, ${team}, ${id(customer)}, ${author}, 'Proposal ' || n || ' of ' || ${team}::text, 'draft', 100, 'USD',
        to_tsvector('simple', 'Proposal ' || n || ' of ' || ${team}::text), now() - make_interval(secs => n)
      from generate_series(1, ${rows}::int) n on conflict do nothing`);
    await orm.execute(sql`
      insert into proposal_versions (proposal_id, version, author_id, content)
      select ${id(proposal)}, 1, ${author}, '{"type":"doc","content":[{"type":"paragraph"}]}'
      from generate_series(1, ${rows}::int) n on conflict do nothing`);
  }
  await orm.execute(sql`
    insert into articles (id, locale, title, summary, body, topic, published_at, search)
    select ('e0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'en', 'Customer article ' || n, 'Summary', 'Body', 'sales',
      now() - make_interval(secs => n), to_tsvector('english', 'Customer article ' || n)
    from generate_series(1, ${rows}::int) n on conflict do nothing`);
  await orm.execute(sql`
    insert into templates (id, locale, name, description, content)
    values ('short', 'en', 'Short', 'A short one', '{"type":"doc","content":[{"type":"heading"}]}') on conflict do nothing`);
}
