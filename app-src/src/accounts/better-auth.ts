import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { betterAuth } from 'better-auth/minimal';
import type { Logger } from 'pino';
import type { Orm } from '../database/orm.ts';
import * as schema from '../database/schema/index.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import type { SessionStorage } from './session-storage.ts';

/** The front of every cookie's name. */
export const cookiePrefix = 'holdfast';

/**
 * Seconds for which a browser's signed cookie vouches for its session while Redis and the database are both away. It is looked at then
 * only, so a sign-out takes effect at once otherwise.
 */
export const cookieCopySeconds = 15 * 60;

const sessionSeconds = 7 * 24 * 60 * 60;

export interface BetterAuthParts {
  readonly orm: Orm;
  readonly storage: SessionStorage;
  readonly logger: Logger;
  readonly secret: string;
  readonly publicOrigins: readonly string[];
  readonly secureCookies: boolean;
}

/** The configured library. It has no sign-up: accounts come from the administrator. */
export function createBetterAuth(parts: BetterAuthParts) {
  const { orm, storage, logger, secret, publicOrigins, secureCookies } = parts;
  return betterAuth({
    appName: 'Holdfast',
    baseURL: publicOrigins[0],
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...publicOrigins],
    database: drizzleAdapter(orm, { provider: 'pg', schema, usePlural: true, transaction: false }),
    secondaryStorage: storage,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: {
      additionalFields: {
        teamId: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
      },
    },
    session: {
      expiresIn: sessionSeconds,
      updateAge: 24 * 60 * 60,
      storeSessionInDatabase: true,
      // Reading a session must not fail because it cannot be prolonged.
      deferSessionRefresh: true,
      cookieCache: { enabled: true, maxAge: cookieCopySeconds },
    },
    // Limits of this product are kept in src/http/rate-limits.ts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      cookiePrefix,
      useSecureCookies: secureCookies,
      // It would be kept as the client says it: the left end of a list that the client may have begun.
      ipAddress: { disableIpTracking: true },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    logger: {
      level: 'warn',
      log: (level, message, ...details) =>
        logger[level === 'error' ? 'error' : 'warn'](
          { err: details.find((d) => d instanceof Error) },
          message,
        ),
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;
