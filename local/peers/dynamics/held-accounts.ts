import { z } from 'zod';

const held = z.strictObject({
  /** The accounts that lists show, each modified at a moment. They take the place of those before. */
  accounts: z.array(
    z.strictObject({
      id: z.guid().toLowerCase(),
      modifiedOn: z.iso.datetime().transform((text) => new Date(text).getTime()),
      /** In place of the name that is made up; `null`: the account has none. */
      name: z.string().nullable().optional(),
    }),
  ),
  /** What every page names as the next one, in place of the truth. */
  nextLink: z.string().optional(),
});

export type HeldAccount = z.infer<typeof held>['accounts'][number];

let current: z.infer<typeof held> = { accounts: [] };

/**
 * Replaces the accounts that lists show. Any other account is still answered when it is asked for by its id.
 * @throws when it is not given what it takes
 */
export function holdAccounts(state: unknown): void {
  const parsed = held.safeParse(state);
  if (!parsed.success) {
    throw new Error(z.prettifyError(parsed.error));
  }
  current = parsed.data;
}

/** The accounts that lists show, in the order of their changes. */
export function heldAccounts(): readonly HeldAccount[] {
  return current.accounts.toSorted((a, b) => a.modifiedOn - b.modifiedOn || (a.id < b.id ? -1 : 1));
}

/** The name of an account that was given one. */
export function heldName(id: string): string | null | undefined {
  return current.accounts.find((account) => account.id === id.toLowerCase())?.name;
}

/** What pages are to name as the next one, when it is not the truth. */
export function heldNextLink(): string | undefined {
  return current.nextLink;
}
