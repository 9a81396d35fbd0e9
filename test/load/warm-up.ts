import { clientAddressOf } from './mix.ts';
import type { UsersFile } from './users-file.ts';

/** Requests at a time: far from any limit. */
const atOnce = 16;

/**
 * Proves that every session is one: the app must say for each whose it is.
 * @throws with what the app said instead
 */
export async function proveSessions(file: UsersFile, signal: AbortSignal): Promise<void> {
  const { address, cookieName, headers, users } = file;
  const waiting = [...users.entries()];
  const worker = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [at, { cookie, email }] = next;
      const response = await fetch(`${address}/api/me`, {
        headers: {
          Cookie: `${cookieName}=${cookie}`,
          'X-Forwarded-For': clientAddressOf(at + 1),
          ...headers,
        },
        signal,
      });
      const said = await response.text();
      if (response.status !== 200 || emailIn(said) !== email) {
        throw new Error(
          `The session of ${email} is none: ${address} answered ${response.status} ${said.slice(0, 300)}.`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function emailIn(said: string): unknown {
  return (JSON.parse(said) as { readonly email?: unknown }).email;
}
