import type { Logger } from 'pino';
import { type Auth, createAuth } from '../accounts/auth.ts';
import { deleteExpiredSessions } from '../accounts/session-rows.ts';
import { Cache } from '../cache/cache.ts';
import { ReadThrough } from '../cache/read-through.ts';
import type { AppConfig } from '../config/app-config.ts';
import { Crm } from '../crm/crm.ts';
import { CrmMirror } from '../crm/crm-mirror.ts';
import { saveNews } from '../crm/save-news.ts';
import { Database } from '../database/database.ts';
import { Migrator } from '../database/migrator.ts';
import { Purge } from '../database/purge.ts';
import { awaitingSchema } from '../database/schema-behind.ts';
import { Drafting } from '../drafting/drafting.ts';
import { createProbe } from '../health/probe.ts';
import { judgeReadiness, type Readiness } from '../health/readiness.ts';
import { deleteOldKeys } from '../http/idempotency-purge.ts';
import { RateLimits } from '../http/rate-limits.ts';
import { Policies } from '../resilience/policies.ts';
import { GracefulShutdown } from '../shutdown/graceful-shutdown.ts';
import { InFlightRequests } from '../shutdown/in-flight-requests.ts';
import { BrowserReports } from '../telemetry/browser-reports.ts';
import { Observations } from '../telemetry/observations.ts';
import { reportProcess } from '../telemetry/process-metrics.ts';
import { statementObserver } from '../telemetry/statements.ts';
import { noTelemetry, type Telemetry } from '../telemetry/telemetry.ts';

/** Milliseconds that a readiness check waits for PostgreSQL or Redis. Both are looked at side by side. */
const probeTimeoutMilliseconds = 1_000;

/** Milliseconds for which a look at a dependency is served again: at most one a second, however often load balancers ask. */
const probeFreshMilliseconds = 1_000;

/** Seconds that queries still running at the end of the drain may take. */
const databasePatienceSeconds = 2;

/** Milliseconds that the last measurements may take to be sent; a receiver that hangs delays no stop any longer. */
const telemetryPatienceMilliseconds = 2_000;

/** Who may read the metrics of this process, and how. */
export interface MetricsAccess {
  /** What a scraper proves itself with; `undefined`: nobody may read. */
  readonly token: string | undefined;
  /** All metrics as text in the format of Prometheus. */
  readonly text: () => Promise<string>;
}

/** What the running app holds: its connections, its readiness and its way to stop. */
export interface AppRuntime {
  /** Which release of the app runs. */
  readonly version: string;
  readonly logger: Logger;
  readonly database: Database;
  readonly cache: Cache;
  /** Reads through the cache; writes say there what they change. */
  readonly readThrough: ReadThrough;
  /** Brings the schema to this version's, in the background. */
  readonly migration: Pick<Migrator, 'state'>;
  /** How external services are called, and how they are doing. */
  readonly policies: Policies;
  readonly drafting: Drafting;
  readonly crm: Crm;
  /** Sessions and the library that makes them. */
  readonly auth: Auth;
  /** The origins that writes may come from. */
  readonly publicOrigins: ReadonlySet<string>;
  /** How many proxies of our own every request passes. */
  readonly trustedProxies: number;
  readonly rateLimits: RateLimits;
  /** Counts and measures requests and their failures. */
  readonly observations: Observations;
  /** Takes in what real browsers measured and met. */
  readonly browserReports: BrowserReports;
  readonly metrics: MetricsAccess;
  readonly shutdown: Pick<GracefulShutdown, 'begin' | 'begun'>;
  /** Closes everything that is open. The database's last statements have so many seconds. */
  readonly close: (patienceSeconds: number) => Promise<void>;
  /** Looks at the dependencies, or tells what was found a moment ago. */
  readonly readiness: () => Promise<Readiness>;
}

/**
 * Assembles the app from its configuration and starts connecting to Redis.
 * @throws `ConfigurationError` when a file that the configuration names cannot be read
 */
export function createAppRuntime(
  config: AppConfig,
  logger: Logger,
  telemetry: Telemetry = noTelemetry,
): AppRuntime {
  const database: Database = new Database(config.database, {
    observe: awaitingSchema(statementObserver(logger), () => migration.state().status === 'done'),
  });
  const cache = new Cache(config.cache, logger);
  const readThrough = new ReadThrough(cache);
  const observations = new Observations(config.telemetry.responseLimitMilliseconds);
  const requests = new InFlightRequests((request) => observations.served(request));
  const stopFollowing = requests.follow();
  const stopReporting = reportProcess({ requests: () => requests.count, database: () => database.use });
  cache.connect();
  const migration: Migrator = new Migrator({ database, logger });
  migration.start();
  const purge = new Purge({
    orm: () => database.orm,
    logger,
    kinds: { sessions: deleteExpiredSessions, 'idempotency keys': deleteOldKeys },
  });
  purge.start();
  const policies = new Policies();
  const drafting = new Drafting({ config: config.models, policies, orm: () => database.orm, logger });
  drafting.start();
  const crm = new Crm({
    config: config.crm,
    policies,
    logger,
    save: (news) => saveNews({ orm: database.orm, readThrough }, news),
  });
  const { dynamics } = crm;
  const mirror = dynamics && new CrmMirror({ dynamics, orm: () => database.orm, readThrough, logger });
  mirror?.start();
  const auth = createAuth({ database, cache, logger }, config.auth);

  const close = async (patienceSeconds: number) => {
    await Promise.all([drafting.stop(), crm.close(), mirror?.stop()]);
    policies.close();
    migration.stop();
    purge.stop();
    readThrough.stop();
    cache.close();
    await database.close(patienceSeconds);
    stopReporting();
    stopFollowing();
    await telemetry.stop(telemetryPatienceMilliseconds);
  };

  const shutdown = new GracefulShutdown({
    drainSeconds: config.shutdownDrainSeconds,
    requests,
    hasten: () => drafting.hasten(),
    release: () => close(databasePatienceSeconds),
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
    version: config.version,
    logger,
    database,
    cache,
    readThrough,
    policies,
    drafting,
    crm,
    migration,
    auth,
    publicOrigins: new Set(config.auth.publicOrigins),
    trustedProxies: config.trustedProxies,
    rateLimits: new RateLimits(cache.client),
    observations,
    browserReports: new BrowserReports(logger),
    metrics: { token: config.telemetry.metricsToken, text: () => telemetry.metricsText() },
    shutdown,
    close,
    readiness: async () => {
      if (shutdown.begun) {
        return { status: 'not ready', reason: 'shutting down' };
      }
      const [databaseReport, cacheReport] = await Promise.all([databaseProbe(), cacheProbe()]);
      return judgeReadiness({ database: databaseReport, cache: cacheReport });
    },
  };
}
