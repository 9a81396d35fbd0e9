import { cacheKey } from '../cache/cache-key.ts';
import type { ReadThrough } from '../cache/read-through.ts';
import { saveCrmCopy } from '../customers/customer-queries.ts';
import type { Orm } from '../database/orm.ts';
import type { CrmNews } from './crm.ts';

/**
 * Keeps what the CRM said. Cached pages of the team are dropped only if something but the age has changed: each view of an old copy asks
 * the CRM, and would otherwise cost the team its dashboard.
 */
export async function saveNews(
  { orm, readThrough }: { readonly orm: Orm; readonly readThrough: ReadThrough },
  { teamId, id, account, askedAt, changed }: CrmNews,
): Promise<void> {
  const save = () => saveCrmCopy(orm, { id, ...account, refreshedAt: askedAt });
  if (changed) {
    const committed: (() => Promise<void>)[] = [];
    const keys = [cacheKey('customer', teamId, id), cacheKey('customers', teamId)];
    await readThrough.writing(keys, (work) => committed.push(work), save);
    await Promise.all(committed.map((work) => work()));
  } else {
    await save();
  }
}
