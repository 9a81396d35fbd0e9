import { z } from 'zod';
import { proposalSummary } from '../proposals/proposal.ts';

export const customerSummary = z
  .object({
    id: z.uuid(),
    name: z.string(),
    industry: z.string(),
    city: z.string(),
    country: z.string(),
  })
  .meta({ id: 'CustomerSummary' });

export const customer = customerSummary
  .extend({
    contactName: z.string(),
    contactEmail: z.string(),
    /** US dollars. */
    annualRevenue: z.int(),
    /** When the CRM last told us all this. */
    refreshedAt: z.iso.datetime(),
    /** `refreshing` while a newer copy is asked for; `stale` when the CRM could not be asked. */
    freshness: z.enum(['fresh', 'refreshing', 'stale']),
    proposals: z.array(proposalSummary).max(20),
  })
  .meta({ id: 'Customer' });

export const customerPage = z
  .object({ items: z.array(customerSummary), nextCursor: z.string().optional() })
  .meta({ id: 'CustomerPage' });

export type CustomerSummary = z.infer<typeof customerSummary>;
export type Customer = z.infer<typeof customer>;
export type CustomerPage = z.infer<typeof customerPage>;
