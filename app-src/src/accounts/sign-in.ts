import { z } from 'zod';
import { clientAddress } from '../http/client-address.ts';
import { Problem } from '../http/problem.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';
import { toSessionUser } from './session.ts';
import { type SessionUser, sessionUser } from './session-user.ts';
import { countSignIn, forgiveSignIn } from './sign-in-limits.ts';

export const credentials = z
  .object({
    email: z.email().max(254),
    /** Longer texts would only cost time to hash. */
    password: z.string().min(1).max(128),
    /** `false`: until the browser is closed. */
    rememberMe: z.boolean().default(true),
  })
  .meta({ id: 'Credentials' });

export const signedIn = z.object({ user: sessionUser }).meta({ id: 'SignedIn' });

/**
 * Starts a session.
 * @returns the user, and the cookies that carry the session
 * @throws `Problem` 401 for a wrong address or password, without saying which; 429 after too many attempts
 */
export async function signIn(
  { auth, rateLimits, trustedProxies }: Pick<AppRuntime, 'auth' | 'rateLimits' | 'trustedProxies'>,
  headers: Headers,
  body: z.infer<typeof credentials>,
): Promise<{ readonly user: SessionUser; readonly cookies: readonly string[] }> {
  const attempt = { address: clientAddress(headers, trustedProxies), email: body.email };
  await countSignIn(rateLimits, attempt);
  const { api } = await auth.library();
  try {
    const answer = await api.signInEmail({ body, headers: withoutSession(headers), returnHeaders: true });
    await forgiveSignIn(rateLimits, attempt);
    return {
      user: await toSessionUser(auth, answer.response.user),
      cookies: answer.headers.getSetCookie(),
    };
  } catch (error) {
    throw wrongCredentials(error) ?? error;
  }
}

/** The library takes nothing from the old session, and its cookies would only make it clean up what is replaced anyway. */
function withoutSession(headers: Headers): Headers {
  const others = new Headers(headers);
  others.delete('cookie');
  return others;
}

function wrongCredentials(error: unknown): Problem | undefined {
  const { statusCode } = error as { readonly statusCode?: unknown };
  return statusCode === 401
    ? new Problem({
        status: 401,
        code: 'wrong-credentials',
        title: 'The e-mail address or the password is wrong.',
      })
    : undefined;
}
