import { randomUUID } from 'node:crypto';
import { documentTerms } from '../../../app-src/src/knowledge/search-terms.ts';
import type { RichText } from '../../../app-src/src/proposals/proposal.ts';
import { createProposal } from '../../../app-src/src/proposals/proposal-queries.ts';
import type { TestDatabase } from './test-database.ts';

export const doc = (text: string): RichText => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

/** Makes a customer. Returns its id. */
export async function makeCustomer(
  { database }: TestDatabase,
  teamId: string,
  name: string,
): Promise<string> {
  const id = randomUUID();
  await database.sql`
    insert into customers (id, team_id, crm_id, name, industry, city, country, contact_name, contact_email,
      annual_revenue, refreshed_at, search)
    values (${id}, ${teamId}, ${`crm-${id}`}, ${name}, 'Retail', 'Leeds', 'United Kingdom', 'Kim', 'kim@c.example',
      1000000, '2026-01-01T00:00:00Z', to_tsvector('simple', ${documentTerms(name)}))`;
  return id;
}

/** Makes a proposal of the north team by Nora. */
export function makeProposal(
  { orm }: TestDatabase,
  customerId: string,
  fields: { readonly title?: string; readonly valueCents?: number; readonly currency?: 'USD' | 'EUR' } = {},
) {
  return createProposal(orm, {
    teamId: 'north',
    authorId: 'nora',
    customerId,
    title: 'Cloud migration',
    valueCents: 1_000,
    currency: 'USD',
    content: doc('first'),
    ...fields,
  });
}
