import { z } from 'zod';
import { accountColumns, type CrmAccount, readAccount } from './account.ts';
import { webApiPath } from './web-api.ts';

/** The whole of what the app asks of an account. */
export const accountQuery = `$select=${accountColumns.join(',')}&$expand=primarycontactid($select=fullname,emailaddress1)`;

/** A page as long as Dataverse ever makes them. */
const mostRows = 5_000;

/** Characters of a link to the next page: no server takes a longer request line than a few thousand. */
const longestLink = 8_000;

const accountsPath = `${webApiPath}/accounts`;

const answer = z.object({
  value: z.array(z.looseObject({ accountid: z.guid() })).max(mostRows),
  '@odata.nextLink': z.string().max(longestLink).optional(),
});

/** An account of a page. */
export interface PagedAccount {
  /** The CRM's id of it, in lower case. */
  readonly crmId: string;
  /** `undefined` for one that the app cannot show, such as one without a name. */
  readonly account: CrmAccount | undefined;
}

export interface AccountPage {
  readonly accounts: readonly PagedAccount[];
  /** Path and query of the next page, if there is one. */
  readonly next: string | undefined;
}

/** The path of the accounts that were modified after one moment and until another; all until then when `after` is absent. */
export function modifiedAccounts({
  after,
  until,
}: {
  readonly after: Date | undefined;
  readonly until: Date;
}): string {
  const from = after === undefined ? '' : `modifiedon gt ${after.toISOString()} and `;
  const filter = encodeURIComponent(`${from}modifiedon le ${until.toISOString()}`);
  // The id makes the order whole: an import modifies many accounts in the same second.
  return `${accountsPath}?${accountQuery}&$filter=${filter}&$orderby=modifiedon asc,accountid asc`;
}

/**
 * Reads a page of accounts; `undefined` for anything else.
 * @param from the origin that answered and the path that was asked
 */
export function readAccountPage(
  body: unknown,
  from: { readonly origin: string; readonly path: string },
): AccountPage | undefined {
  const parsed = answer.safeParse(body);
  if (!parsed.success) {
    return undefined;
  }
  const { value, '@odata.nextLink': link } = parsed.data;
  const next = link === undefined ? undefined : ownPath(link, from.origin);
  if ((link !== undefined && next === undefined) || next === from.path) {
    return undefined;
  }
  return {
    accounts: value.map((row) => ({ crmId: row.accountid.toLowerCase(), account: readAccount(row) })),
    next,
  };
}

/** The path of a link that leads to accounts of the same origin. A token goes with the next question, and must reach nobody else. */
function ownPath(link: string, origin: string): string | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  const own = url?.origin === origin && url.pathname === accountsPath && !url.username && !url.password;
  return own ? `${url.pathname}${url.search}` : undefined;
}
