import type { Logger } from 'pino';
import type { Cache } from '../cache/cache.ts';
import type { AuthConfig } from '../config/app-config.ts';
import type { Database } from '../database/database.ts';
import type { BetterAuth } from './better-auth.ts';
import { SessionStorage } from './session-storage.ts';
import { TeamNames } from './team-names.ts';

export interface AuthParts {
  readonly database: Pick<Database, 'orm'>;
  readonly cache: Pick<Cache, 'client'>;
  readonly logger: Logger;
}

/** What sessions are made of and kept in. */
export interface Auth {
  /** The library, loaded when it is first needed: it takes longer to load than the rest of the app, and readiness needs none of it. */
  readonly library: () => Promise<BetterAuth>;
  readonly storage: SessionStorage;
  readonly teamNames: TeamNames;
  readonly secret: string;
  readonly secureCookies: boolean;
}

export function createAuth({ database, cache, logger }: AuthParts, config: AuthConfig): Auth {
  const { secret, publicOrigins, secureCookies } = config;
  const storage = new SessionStorage(cache.client, () => database.orm);
  let loading: Promise<BetterAuth> | undefined;
  return {
    library: () => {
      loading ??= import('./better-auth.ts').then(({ createBetterAuth }) =>
        createBetterAuth({ orm: database.orm, storage, logger, secret, publicOrigins, secureCookies }),
      );
      return loading;
    },
    storage,
    teamNames: new TeamNames(() => database.orm),
    secret,
    secureCookies,
  };
}
