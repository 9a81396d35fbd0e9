import type { AppRuntime } from '../runtime/app-runtime.ts';
import { readSession } from './session.ts';

/**
 * Ends the browser's session in both stores.
 * @returns the cookies that take it out of the browser
 * @throws when both stores are away: the session would go on, so the browser must not believe otherwise
 */
export async function signOut(
  runtime: Pick<AppRuntime, 'auth' | 'logger'>,
  headers: Headers,
): Promise<readonly string[]> {
  const session = await readSession(runtime, headers);
  if (session !== undefined) {
    await runtime.auth.storage.end(session.token);
  }
  const { authCookies } = await (await runtime.auth.library()).$context;
  const { sessionToken, sessionData, dontRememberToken } = authCookies;
  return [sessionToken, sessionData, dontRememberToken].map(
    ({ name, attributes }) =>
      `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${attributes.secure ? '; Secure' : ''}`,
  );
}
