import type { PeerRequest } from '../peer.ts';
import { accountOf } from './account.ts';
import { heldName } from './held-accounts.ts';

/** What a request wants of each account. */
export interface Wanted {
  /** All columns when empty. */
  readonly columns: ReadonlySet<string>;
  /** With the labels of choices. */
  readonly annotated: boolean;
  /** With the primary contact. */
  readonly expanded: boolean;
}

export function wantedOf(url: URL, headers: PeerRequest['headers']): Wanted {
  return {
    columns: new Set((url.searchParams.get('$select') ?? '').split(',').filter(Boolean)),
    annotated: String(headers.prefer ?? '').includes('OData.Community.Display.V1.FormattedValue'),
    expanded: url.searchParams.get('$expand')?.startsWith('primarycontactid(') ?? false,
  };
}

/** An account as the Web API writes it. */
export function accountRow(id: string, { columns, annotated, expanded }: Wanted): Record<string, unknown> {
  const found = accountOf(id);
  const name = heldName(id);
  const row = {
    name: name === undefined ? found.name : name,
    industrycode: found.industrycode,
    address1_city: found.address1_city,
    address1_country: found.address1_country,
    revenue: found.revenue,
    revenue_base: found.revenue_base,
  };
  const { contactid, fullname, emailaddress1 } = found.contact;
  return {
    '@odata.etag': `W/"${found.versionnumber}"`,
    ...Object.fromEntries(
      Object.entries(row).filter(([column]) => columns.size === 0 || columns.has(column)),
    ),
    ...(annotated ? { 'industrycode@OData.Community.Display.V1.FormattedValue': found.industry } : {}),
    accountid: found.accountid,
    ...(expanded ? { primarycontactid: { fullname, emailaddress1, contactid } } : {}),
  };
}

/**
 * The headers of an answer.
 * @param preferences those that were applied besides the labels
 */
export function odataHeaders({ annotated }: Wanted, preferences: readonly string[] = []) {
  const labels = 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"';
  const applied = [...(annotated ? [labels] : []), ...preferences];
  return {
    'content-type': 'application/json; odata.metadata=minimal',
    'odata-version': '4.0',
    ...(applied.length > 0 ? { 'preference-applied': applied.join(',') } : {}),
  };
}
