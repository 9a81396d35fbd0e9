import type postgres from 'postgres';
import { migrate } from '../../../app-src/src/database/migration.ts';
import { migrations } from '../../../app-src/src/database/migrations/index.ts';

/** Tables whose rows come and go, as production names them. */
export const TRANSIENT = ['sessions', 'verifications', 'idempotency_keys', 'draft_requests'];

export const CUSTOMERS = 300;

/** The app's own schema, with a team, a user and customers that refer to it. */
export async function fillWithSales(sql: postgres.Sql): Promise<void> {
  await migrate(sql, migrations);
  await sql`insert into teams (id, name) values ('north', 'North')`;
  await sql`insert into users (id, name, email, team_id) values ('nora', 'Nora', 'nora@north.example', 'north')`;
  await sql`
    insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
      annual_revenue, refreshed_at, search)
    select gen_random_uuid(), 'north', 'crm-' || n, 'Customer ' || n, 'Retail', 'Leeds', 'United Kingdom', 'Kim',
      'kim@c.example', 1000000, now(), to_tsvector('simple', 'customer ' || n)
    from generate_series(1, ${CUSTOMERS}) n`;
}
