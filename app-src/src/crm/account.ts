import { z } from 'zod';

const formattedIndustry = 'industrycode@OData.Community.Display.V1.FormattedValue';

/** The columns of an account that the app mirrors. */
export const accountColumns = [
  'name',
  'industrycode',
  'address1_city',
  'address1_country',
  // In the organisation's currency, which is US dollars; `revenue` is in each account's own.
  'revenue_base',
] as const;

const word = z
  .string()
  .max(400)
  .nullish()
  // PostgreSQL keeps no NUL.
  .transform((value) => (value ?? '').replaceAll('\0', ''));

const answer = z.object({
  name: z
    .string()
    .transform((value) => value.replaceAll('\0', ''))
    .pipe(z.string().min(1).max(400)),
  [formattedIndustry]: word,
  address1_city: word,
  address1_country: word,
  revenue_base: z.number().min(0).max(1e15).nullish(),
  primarycontactid: z.object({ fullname: word, emailaddress1: word }).nullish(),
});

/** What the CRM says of a customer. */
export interface CrmAccount {
  readonly name: string;
  readonly industry: string;
  readonly city: string;
  readonly country: string;
  readonly contactName: string;
  readonly contactEmail: string;
  /** US dollars, whole. */
  readonly annualRevenue: number;
}

/** Reads an account of the Web API; `undefined` for anything else. */
export function readAccount(body: unknown): CrmAccount | undefined {
  const parsed = answer.safeParse(body);
  if (!parsed.success) {
    return undefined;
  }
  const { data } = parsed;
  return {
    name: data.name,
    industry: data[formattedIndustry],
    city: data.address1_city,
    country: data.address1_country,
    contactName: data.primarycontactid?.fullname ?? '',
    contactEmail: data.primarycontactid?.emailaddress1 ?? '',
    annualRevenue: Math.round(data.revenue_base ?? 0),
  };
}

/** Whether what the CRM tells differs from a copy of it. */
export function differs(copy: CrmAccount, account: CrmAccount): boolean {
  return (Object.keys(account) as (keyof CrmAccount)[]).some((field) => copy[field] !== account[field]);
}
