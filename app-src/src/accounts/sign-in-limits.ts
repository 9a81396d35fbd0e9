import { clientAddress } from '../http/client-address.ts';
import { tooMany } from '../http/problem.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import type { RateLimit } from '../http/route-definition.ts';

/** An office shares one address: everybody signs in there on Monday morning. */
export const addressLimit: RateLimit = { points: 300, seconds: 900, onFailure: 'refuse' };

/** Guesses at one account from one address. */
const guessLimit: RateLimit = { points: 10, seconds: 900, onFailure: 'refuse' };

/** Guesses at one account from everywhere: many addresses guess slowly, and its owner's address still has its own count above. */
const accountLimit: RateLimit = { points: 100, seconds: 3_600, onFailure: 'refuse' };

const guess = 'sign-in-guess';

function guessKey(headers: Headers, email: string): string {
  return `${clientAddress(headers)} ${email.toLowerCase()}`;
}

/**
 * Counts an attempt to sign in. Redis away means stricter, not open.
 * @throws `Problem` 429
 */
export async function countSignIn(limits: RateLimits, headers: Headers, email: string): Promise<void> {
  const counts = await Promise.all([
    limits.consume(guess, guessKey(headers, email), guessLimit),
    limits.consume('sign-in-account', email.toLowerCase(), accountLimit),
  ]);
  const refused = counts.filter(({ allowed }) => !allowed);
  if (refused.length > 0) {
    throw tooMany(Math.max(...refused.map(({ resetSeconds }) => resetSeconds)));
  }
}

/** The right password was given: what was counted before were slips. */
export async function forgiveSignIn(limits: RateLimits, headers: Headers, email: string): Promise<void> {
  await limits.forgive(guess, guessKey(headers, email), guessLimit);
}
