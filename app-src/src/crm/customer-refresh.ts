import type { Customer } from '../customers/customer.ts';
import { findCustomer } from '../customers/customer-queries.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';

/**
 * Asks the CRM for a customer and waits for its answer, within the limits of the CRM's policy.
 * @returns the renewed copy, or the last known one as `stale` while the CRM does not tell; `undefined` when the team has no such customer
 */
export async function refreshCustomer(
  { database, crm }: Pick<AppRuntime, 'database' | 'crm'>,
  { teamId, id }: { readonly teamId: string; readonly id: string },
): Promise<Customer | undefined> {
  const copy = await findCustomer(database.orm, { teamId, id });
  if (copy === undefined) {
    return undefined;
  }
  if (await crm.refresh({ teamId, copy })) {
    const renewed = await findCustomer(database.orm, { teamId, id });
    return renewed && crm.present({ teamId, copy: renewed });
  }
  const { crmId: _, ...customer } = copy;
  return { ...customer, freshness: 'stale' };
}
