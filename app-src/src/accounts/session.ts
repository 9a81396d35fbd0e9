import { unavailable } from '../http/problem.ts';
import type { AppRuntime } from '../runtime/app-runtime.ts';
import type { Auth } from './auth.ts';
import { cookieSession } from './cookie-session.ts';
import type { SessionUser } from './session-user.ts';

/** A signed-in browser. */
export interface Session {
  readonly user: SessionUser;
  readonly token: string;
  /** Values of `Set-Cookie` that the answer brings along. */
  readonly cookies: readonly string[];
}

/** What better-auth tells about a user. */
export interface AuthUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly teamId: string;
  readonly role: string;
}

/**
 * Who sent a request; `undefined` when nobody is signed in. Redis is asked first, then the database, and while both are away the signed
 * cookie that the browser got within the last minutes.
 * @throws `Problem` 503 when all three have no answer and the browser has a session that cannot be judged
 */
export async function readSession(
  runtime: Pick<AppRuntime, 'auth' | 'logger'>,
  headers: Headers,
): Promise<Session | undefined> {
  const { auth } = runtime;
  const cookies = headers.get('cookie');
  if (cookies === null || !cookies.includes('session_token=')) {
    return undefined;
  }
  const { api } = await auth.library();
  const copy = await cookieSession(auth, headers);
  const query = { disableCookieCache: true };
  try {
    let { response, headers: answer } = await api.getSession({ headers, query, returnHeaders: true });
    if (response === null) {
      return undefined;
    }
    let renewed = !copy?.young || copy.token !== response.session.token;
    if ('needsRefresh' in response && response.needsRefresh === true) {
      // Prolonging needs the database; without it the session goes on as it is.
      const prolonged = await api
        .getSession({ method: 'POST', headers, query, returnHeaders: true })
        .catch(() => undefined);
      if (prolonged?.response) {
        ({ response, headers: answer } = prolonged as { response: typeof response; headers: Headers });
        renewed = true;
      }
    }
    return {
      user: await toSessionUser(auth, response.user),
      token: response.session.token,
      cookies: renewed ? answer.getSetCookie() : [],
    };
  } catch (error) {
    runtime.logger.warn(
      { err: error },
      'No store could tell whose session it is; the cookie vouches for it.',
    );
    if (copy === undefined) {
      throw unavailable(5, 'Whether you are signed in cannot be told at the moment.');
    }
    return { user: await toSessionUser(auth, copy.user), token: copy.token, cookies: [] };
  }
}

/** The user that routes know. */
export async function toSessionUser(auth: Auth, user: AuthUser): Promise<SessionUser> {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    teamId: user.teamId,
    teamName: await auth.teamNames.nameOf(user.teamId),
    role: user.role === 'operator' ? 'operator' : 'member',
  };
}
