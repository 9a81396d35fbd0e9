import type { Secrets } from '../folder/secrets.ts';
import type { DatabaseAccess } from '../platform/stores.ts';

/** What every replica of the app is told. */
export interface AppSurroundings {
  readonly database: DatabaseAccess & { readonly port: number };
  /** Where Redis is, and the token that users sign in with. */
  readonly cache: { readonly port: number; readonly token: string | undefined };
  /** The port under which people reach the app. */
  readonly httpPort: number;
  readonly secrets: Secrets;
  /** The app's environment for the stand-ins of other services. */
  readonly peers: Readonly<Record<string, string>>;
}

/**
 * Seconds that a replica which is told to stop still serves: longer than the load balancer takes to see it (one check interval and two
 * quick checks).
 */
export const drainSeconds = 6;

/** The environment of one replica, as the service's task definition sets it on AWS. */
export function replicaEnvironment(
  { database, cache, httpPort, secrets, peers }: AppSurroundings,
  { port, release }: { readonly port: number; readonly release: string },
): Readonly<Record<string, string | undefined>> {
  return {
    NODE_ENV: 'production',
    NODE_OPTIONS: undefined,
    HOSTNAME: '127.0.0.1',
    PORT: String(port),
    NEXT_MANUAL_SIG_HANDLE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    // Longer than the load balancer keeps an idle connection, so that it never sends a request on one that the app is closing.
    KEEP_ALIVE_TIMEOUT: '65000',
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(database.port),
    DATABASE_NAME: database.database,
    DATABASE_USER: database.user,
    DATABASE_AUTH: 'password',
    DATABASE_PASSWORD: database.password,
    DATABASE_TLS: 'off',
    CACHE_HOST: '127.0.0.1',
    CACHE_PORT: String(cache.port),
    CACHE_TLS: 'off',
    CACHE_AUTH_TOKEN: cache.token,
    AUTH_SECRET: secrets.authSecret,
    METRICS_TOKEN: secrets.metricsToken,
    // The load balancer stands before the app alone; nothing else may say where a visitor comes from.
    TRUSTED_PROXIES: '1',
    PUBLIC_ORIGINS: `http://localhost:${httpPort},http://127.0.0.1:${httpPort}`,
    SHUTDOWN_DRAIN_SECONDS: String(drainSeconds),
    APP_VERSION: release,
    ...peers,
  };
}
