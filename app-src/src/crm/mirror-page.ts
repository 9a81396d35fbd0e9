import { type CacheKey, cacheKey } from '../cache/cache-key.ts';
import type { ReadThrough } from '../cache/read-through.ts';
import type { Orm } from '../database/orm.ts';
import { type CrmAccount, differs } from './account.ts';
import type { PagedAccount } from './account-page.ts';
import {
  customersOf,
  type MirrorStep,
  noteMirror,
  saveCrmCopies,
  type TakenMirror,
} from './mirror-queries.ts';

/** What a page of accounts came to. */
export interface MirroredPage {
  readonly updated: number;
  readonly unchanged: number;
  /** Accounts that are nobody's customer here: no team owns them, so that there is nobody to show them to. */
  readonly unknown: number;
  /** Accounts of the CRM that the app cannot show. */
  readonly unreadable: number;
}

/** Another replica has taken the mirror since. */
export class MirrorLost extends Error {
  constructor() {
    super('Another replica goes on with the mirror of the CRM.');
  }
}

interface Page {
  readonly accounts: readonly PagedAccount[];
  /** Before the CRM was asked for it. */
  readonly askedAt: Date;
  /** Where the mirror is with it. */
  readonly step: MirrorStep;
}

/**
 * Keeps a page of accounts and how far the mirror is with it, both or neither, and drops what is cached of customers who differ.
 * @throws {@link MirrorLost}
 */
export async function mirrorPage(
  { orm, readThrough }: { readonly orm: Orm; readonly readThrough: ReadThrough },
  mirror: TakenMirror,
  { accounts, askedAt, step }: Page,
): Promise<MirroredPage> {
  const known = new Map(accounts.map(({ crmId, account }) => [crmId, account]));
  const customers = await customersOf(orm, [...known.keys()]);
  const changed: { readonly teamId: string; readonly id: string; readonly account: CrmAccount }[] = [];
  const unchanged: string[] = [];
  for (const customer of customers) {
    const account = known.get(customer.crmId);
    if (account !== undefined && differs(customer, account)) {
      changed.push({ teamId: customer.teamId, id: customer.id, account });
    } else if (account !== undefined) {
      unchanged.push(customer.id);
    }
  }
  const save = () =>
    orm.transaction(async (transaction) => {
      // First, because it also locks the mirror's row: whoever has lost it changes nothing.
      if (!(await noteMirror(transaction, mirror, step))) {
        throw new MirrorLost();
      }
      await saveCrmCopies(transaction, {
        changed: changed.map(({ id, account }) => ({ id, ...account, refreshedAt: askedAt })),
        unchanged,
        askedAt,
      });
    });
  if (changed.length > 0) {
    const committed: (() => Promise<void>)[] = [];
    await readThrough.writing(keysOf(changed), (work) => committed.push(work), save);
    await Promise.all(committed.map((work) => work()));
  } else {
    await save();
  }
  const readable = [...known.values()].filter((account) => account !== undefined).length;
  return {
    updated: changed.length,
    unchanged: unchanged.length,
    unknown: readable - changed.length - unchanged.length,
    unreadable: known.size - readable,
  };
}

function keysOf(changed: readonly { readonly teamId: string; readonly id: string }[]): CacheKey[] {
  const teams = new Set(changed.map(({ teamId }) => teamId));
  return [
    ...changed.map(({ teamId, id }) => cacheKey('customer', teamId, id)),
    ...[...teams].map((teamId) => cacheKey('customers', teamId)),
  ];
}
