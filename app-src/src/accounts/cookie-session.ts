import type { Auth } from './auth.ts';
import type { AuthUser } from './session.ts';

/** What the signed cookie in the browser says about a session. */
export interface CookieSession {
  readonly user: AuthUser;
  readonly token: string;
  /** Whether it has more than half of its time left. */
  readonly young: boolean;
}

/** Reads the signed copy of the session; `undefined` when it is missing, altered, too old or of another session than the browser's. */
export async function cookieSession(auth: Auth, headers: Headers): Promise<CookieSession | undefined> {
  const [{ getCookieCache, getSessionCookie }, { cookiePrefix, cookieCopySeconds }] = await Promise.all([
    import('better-auth/cookies'),
    import('./better-auth.ts'),
  ]);
  const copy = await getCookieCache(headers, {
    cookiePrefix,
    secret: auth.secret,
    isSecure: auth.secureCookies,
    // The library throws for what is not even encoded as its cookies are.
  }).catch(() => null);
  const signedToken = getSessionCookie(headers, { cookiePrefix });
  if (copy === null || signedToken?.split('.')[0] !== copy.session.token) {
    return undefined;
  }
  const ageSeconds = (Date.now() - Number(copy.updatedAt)) / 1_000;
  return {
    user: copy.user as unknown as AuthUser,
    token: copy.session.token,
    young: ageSeconds < cookieCopySeconds / 2,
  };
}
