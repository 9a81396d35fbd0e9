import { Admission } from '../database/admission.ts';
import { Problem } from '../http/problem.ts';

/** Hashes computed at a time: half of the four threads that Node.js shares with name lookups, files and compression. Each takes 32 MiB. */
const concurrent = 2;

/** Milliseconds that a sign-in waits for its turn. */
const patienceMilliseconds = 4_000;

const admission = new Admission(concurrent, patienceMilliseconds);

/** Hashes a password with scrypt, on a thread of its own. */
export async function hashPassword(password: string): Promise<string> {
  const { hashPassword: hash } = await import('better-auth/crypto');
  return inTurn(() => hash(password));
}

/** Whether `password` is what `hash` was made from. */
export async function verifyPassword(attempt: {
  readonly hash: string;
  readonly password: string;
}): Promise<boolean> {
  const { verifyPassword: verify } = await import('better-auth/crypto');
  return inTurn(() => verify(attempt));
}

/** @throws `Problem` 503 when too many sign in at once */
async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const leave = await admission.enter().catch(() => {
    throw new Problem({
      status: 503,
      code: 'busy',
      title: 'Many people are signing in at the moment; try again.',
      retryAfterSeconds: 3,
    });
  });
  try {
    return await work();
  } finally {
    leave();
  }
}
