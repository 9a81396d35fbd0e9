import type { Logger } from 'pino';
import { Cache } from '../cache/cache.ts';
import type { AppConfig } from '../config/app-config.ts';
import { Database } from '../database/database.ts';
import { createProbe } from '../health/probe.ts';
import { judgeReadiness, type Readiness } from '../health/readiness.ts';
import { GracefulShutdown } from '../shutdown/graceful-shutdown.ts';
import { InFlightRequests } from '../shutdown/in-flight-requests.ts';

/** Milliseconds that a readiness check waits for PostgreSQL or Redis. Both are looked at side by side. */
const probeTimeoutMilliseconds = 1_000;

/** Milliseconds for which a look at a dependency is served again: at most one a second, however often load balancers ask. */
const probeFreshMilliseconds = 1_000;

/** Seconds that queries still running at the end of the drain may take. */
const databasePatienceSeconds = 2;

/** What the running app holds: its connections, its readiness and its way to stop. */
export interface AppRuntime {
  readonly logger: Logger;
  readonly database: Database;
  readonly cache: Cache;
  readonly shutdown: Pick<GracefulShutdown, 'begin' | 'begun'>;
  /** Looks at the dependencies, or tells what was found a moment ago. */
  readonly readiness: () => Promise<Readiness>;
}

/**
 * Assembles the app from its configuration and starts connecting to Redis.
 * @throws `ConfigurationError` when a file that the configuration names cannot be read
 */
export function createAppRuntime(config: AppConfig, logger: Logger): AppRuntime {
  const database = new Database(config.database);
  const cache = new Cache(config.cache, logger);
  const requests = new InFlightRequests();
  requests.follow();
  cache.connect();

  const shutdown = new GracefulShutdown({
    drainSeconds: config.shutdownDrainSeconds,
    requests,
    release: async () => {
      cache.close();
      await database.close(databasePatienceSeconds);
    },
    exit: (code) => process.exit(code),
    logger,
  });

  const limits = {
    timeoutMilliseconds: probeTimeoutMilliseconds,
    freshMilliseconds: probeFreshMilliseconds,
  };
  const databaseProbe = createProbe({
    ...limits,
    ask: () => database.ping(),
    giveUp: () => {
      logger.warn('PostgreSQL has stopped answering; its connections are dropped and opened anew.');
      database.recycle();
    },
  });
  const cacheProbe = createProbe({ ...limits, ask: () => cache.ping() });

  return {
    logger,
    database,
    cache,
    shutdown,
    readiness: async () => {
      if (shutdown.begun) {
        return { status: 'not ready', reason: 'shutting down' };
      }
      const [databaseReport, cacheReport] = await Promise.all([databaseProbe(), cacheProbe()]);
      return judgeReadiness({ database: databaseReport, cache: cacheReport });
    },
  };
}
