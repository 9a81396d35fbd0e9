import { type Answer, json } from '../answer.ts';
import type { PeerRequest } from '../peer.ts';
import { accountRow, odataHeaders, wantedOf } from './account-row.ts';
import { webApiError } from './errors.ts';
import { type HeldAccount, heldAccounts, heldNextLink } from './held-accounts.ts';

/** The most rows of a page, which is also what a page has when nothing is preferred ("Page results by using OData"). */
const mostRows = 5_000;

const filterShape = /^(?:modifiedon gt (\S+) and )?modifiedon le (\S+)$/;
const cookieShape = /^<cookie pagenumber="(\d+)" last="(\d+) ([0-9a-f-]{36})" \/>$/;

/** A page of the accounts that are held, of the one kind of list that the app asks for. */
export function accountPage({ url, headers }: PeerRequest): Answer {
  const filter = filterShape.exec(url.searchParams.get('$filter') ?? '');
  const token = url.searchParams.get('$skiptoken');
  const cookie = cookieShape.exec(token ?? '');
  const ordered = url.searchParams.get('$orderby') === 'modifiedon asc,accountid asc';
  const after = filter?.[1] === undefined ? Number.NEGATIVE_INFINITY : Date.parse(filter[1]);
  const until = Date.parse(filter?.[2] ?? '');
  if (!ordered || Number.isNaN(after) || Number.isNaN(until) || (token !== null && cookie === null)) {
    return webApiError(400);
  }
  const preferred = /odata\.maxpagesize=(\d+)/.exec(String(headers.prefer ?? ''))?.[1];
  const size = Math.min(Number(preferred ?? mostRows) || mostRows, mostRows);
  const [, number = '1', at = '-Infinity', id = ''] = cookie ?? [];
  const rest = heldAccounts().filter(
    (account) =>
      account.modifiedOn > after && account.modifiedOn <= until && isBehind(account, Number(at), id),
  );
  const page = rest.slice(0, size);
  const last = page.at(-1);
  const next = last && rest.length > size ? nextLink(url, headers.host, Number(number) + 1, last) : undefined;
  const link = heldNextLink() ?? next;
  const wanted = wantedOf(url, headers);
  return json(
    200,
    {
      '@odata.context': `http://${headers.host}/api/data/v9.2/$metadata#accounts`,
      value: page.map((account) => accountRow(account.id, wanted)),
      ...(link === undefined ? {} : { '@odata.nextLink': link }),
    },
    odataHeaders(wanted, preferred === undefined ? [] : [`odata.maxpagesize=${size}`]),
  );
}

function isBehind({ modifiedOn, id }: HeldAccount, lastAt: number, lastId: string): boolean {
  return modifiedOn > lastAt || (modifiedOn === lastAt && id > lastId);
}

function nextLink(url: URL, host: string | undefined, number: number, last: HeldAccount): string {
  const next = new URL(`${url.pathname}${url.search}`, `http://${host}`);
  const cookie = `<cookie pagenumber="${number}" last="${last.modifiedOn} ${last.id}" />`;
  next.searchParams.set('$skiptoken', cookie);
  return next.href;
}
