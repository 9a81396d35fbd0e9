import { clientAddressOf } from './mix.ts';
import { sessionCookieName } from './sessions.ts';
import type { UsersFile } from './users-file.ts';

/** Requests at a time: far from any limit. */
const atOnce = 16;

/**
 * Proves that every session is one: the app must say for each whose it is.
 * @throws with what the app said instead
 */
export async function proveSessions({ address, users }: UsersFile, signal: AbortSignal): Promise<void> {
  const waiting = [...users.entries()];
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [at, { cookie, email }] = next;
      const response = await fetch(`${address}/api/me`, {
        headers: { Cookie: `${sessionCookieName}=${cookie}`, 'X-Forwarded-For': clientAddressOf(at + 1) },
        signal,
      });
      const body = (await response.json()) as { readonly email?: unknown };
      if (response.status !== 200 || body.email !== email) {
        throw new Error(
          `The session of ${email} is none: the app answered ${response.status} ${JSON.stringify(body)}.`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
