/** Who asks for what, how often. */
export interface LoadPlan {
  /** Where people find the app. */
  readonly address: string;
  /** Names the writes of this load among all others: a few letters. */
  readonly run: string;
  /** Addresses of the users, who sign in before the load begins. */
  readonly emails: readonly string[];
  readonly password: string;
  /** Requests for pages and data per second, all users together. */
  readonly readsPerSecond: number;
  /** Milliseconds between two attempts to write of one user. */
  readonly writeEvery: number;
  /** The file in which each write is noted before it is sent and when it is acknowledged. */
  readonly ledger: string;
}

/** Milliseconds after which a user gives up: an answer after that counts as none. */
export const patience = 5_000;

/**
 * Milliseconds that a draft or a question to the CRM may take, which wait for a service of others: longer than the app waits before it
 * answers without.
 */
export const longPatience = 30_000;

/** What a write is called, so that it is found again. */
export function titleOf(run: string, number: number): string {
  return `Drill ${run} ${number}`;
}

/** The number in a title of {@link titleOf}. */
export function numberIn(run: string, title: string): number | undefined {
  const [prefix, number] = [`Drill ${run} `, title.slice(`Drill ${run} `.length)];
  return title.startsWith(prefix) && /^\d+$/.test(number) ? Number(number) : undefined;
}
