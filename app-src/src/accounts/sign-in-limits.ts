import { tooMany } from '../http/problem.ts';
import type { Allowance, RateLimits } from '../http/rate-limits.ts';
import type { RateLimit } from '../http/route-definition.ts';

/** An office shares one address: everybody signs in there on Monday morning. */
export const addressLimit: RateLimit = { points: 300, seconds: 900, onFailure: 'refuse' };

/** Guesses at one account from one address. */
const guessLimit: RateLimit = { points: 10, seconds: 900, onFailure: 'refuse' };

/**
 * Guesses at one account from everywhere: many addresses guess slowly. Whoever has ten addresses can so keep an account's owner from
 * signing in for an hour, not from going on where a session is; guessing without end would cost more.
 */
const accountLimit: RateLimit = { points: 100, seconds: 3_600, onFailure: 'refuse' };

const guess = 'sign-in-guess';

/** An attempt to sign in. */
export interface Attempt {
  readonly address: string;
  readonly email: string;
}

const guessKey = ({ address, email }: Attempt) => `${address} ${email.toLowerCase()}`;

/**
 * Counts an attempt to sign in. What is refused for its address is not counted against the account: one address could lock its owner out.
 * Redis away means stricter, not open.
 * @throws `Problem` 429
 */
export async function countSignIn(limits: RateLimits, attempt: Attempt): Promise<void> {
  refuseBeyond(await limits.consume(guess, guessKey(attempt), guessLimit));
  refuseBeyond(await limits.consume('sign-in-account', attempt.email.toLowerCase(), accountLimit));
}

function refuseBeyond({ allowed, resetSeconds }: Allowance): void {
  if (!allowed) {
    throw tooMany(resetSeconds);
  }
}

/** The right password was given: what was counted before were slips. */
export async function forgiveSignIn(limits: RateLimits, attempt: Attempt): Promise<void> {
  await limits.forgive(guess, guessKey(attempt), guessLimit);
}
