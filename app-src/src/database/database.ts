import net from 'node:net';
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { DatabaseConfig } from '../config/app-config.ts';
import type { ObserveStatement } from '../telemetry/statements.ts';
import { Admission } from './admission.ts';
import { boundedClient } from './bounded-client.ts';
import { databasePassword } from './database-password.ts';
import { databaseTls } from './database-tls.ts';
import * as schema from './schema/index.ts';

/** Milliseconds after which PostgreSQL itself gives up a statement. Every query is written to take under 50. */
const statementMilliseconds = 2_000;

/**
 * PostgreSQL's settings for the app's sessions. Behind RDS Proxy, where connections are shared, the role carries them instead
 * (lambdas/database-user).
 */
export const sessionSettings = {
  statement_timeout: statementMilliseconds,
  // Reading at random costs hardly more than in order on solid-state storage; the default of 4 is for discs that turn, and would make the
  // planner read whole tables for common words.
  random_page_cost: 1.1,
} as const;

/** Milliseconds that a statement waits for a free connection. A user waits 3 s at the most for a useful answer. */
const admissionMilliseconds = 1_000;

/** Milliseconds that the app waits for an answer: a little longer than PostgreSQL takes to give up. */
const answerMilliseconds = statementMilliseconds + 500;

/** Milliseconds that the app waits for a transaction of several statements. */
const transactionMilliseconds = 2 * answerMilliseconds;

export interface DatabaseOptions {
  /** Told of each statement that is sent, as SQL with places for its values. */
  readonly onStatement?: (sql: string) => void;
  /** Follows each statement of {@link Database.orm} to its end. */
  readonly observe?: ObserveStatement;
}

/** The app's PostgreSQL connection pool. It opens no connection before the first query. */
export class Database {
  #pool: ConnectionPool;
  readonly #open: () => ConnectionPool;
  readonly #orm: PostgresJsDatabase<typeof schema>;
  readonly #admission: Admission;
  readonly #places: number;

  /** @throws `ConfigurationError` when the certificate authorities cannot be read. */
  constructor(config: DatabaseConfig, options: DatabaseOptions = {}) {
    const tls = databaseTls(config);
    const password = databasePassword(config);
    this.#open = () => openPool({ config, tls, password, ...options });
    this.#pool = this.#open();
    this.#places = config.poolSize;
    this.#admission = new Admission(config.poolSize, admissionMilliseconds);
    const client = boundedClient({
      pool: () => this.sql,
      admission: this.#admission,
      answerMilliseconds,
      transactionMilliseconds,
      ...(options.observe && { observe: options.observe }),
    });
    this.#orm = drizzle(client, { schema });
  }

  /**
   * Typed queries over whatever pool is current, so it may be kept. A statement waits a limited time for a connection and for its answer;
   * `isAway` tells such errors from wrong statements.
   */
  get orm(): PostgresJsDatabase<typeof schema> {
    return this.#orm;
  }

  /** The tagged template that runs queries. Read it for every request: {@link recycle} replaces it. */
  get sql(): postgres.Sql {
    return this.#pool.sql;
  }

  /** How many connections have a statement under way, how many statements wait for one, and how many may be open. */
  get use(): { readonly busy: number; readonly waiting: number; readonly places: number } {
    const { free, waiting } = this.#admission;
    return { busy: this.#places - free, waiting, places: this.#places };
  }

  /** Resolves once PostgreSQL has answered a query through the pool that requests use. */
  async ping(): Promise<void> {
    await this.sql`select 1`;
  }

  /**
   * Drops every connection, fails the queries that wait on them and starts an empty pool. A server that vanished without closing
   * its connections (a failed host, a cut network) would otherwise hold them until TCP gives up, about a quarter of an hour later.
   */
  recycle(): void {
    const hung = this.#pool;
    this.#pool = this.#open();
    void closePool(hung, 0);
  }

  /**
   * Closes the pool after the running queries.
   * @param patienceSeconds how long running queries may take before their connections are cut
   */
  async close(patienceSeconds: number): Promise<void> {
    await closePool(this.#pool, patienceSeconds);
  }
}

interface ConnectionPool {
  readonly sql: postgres.Sql;
  readonly sockets: ReadonlySet<net.Socket>;
}

/** `socket` is an option of postgres.js that its type declarations leave out. */
type PoolOptions = postgres.Options<{ json: typeof textAsJson }> & { socket: () => net.Socket };

interface PoolParts extends DatabaseOptions {
  readonly config: DatabaseConfig;
  readonly tls: ReturnType<typeof databaseTls>;
  readonly password: ReturnType<typeof databasePassword>;
}

function openPool({ config, tls, password, onStatement }: PoolParts): ConnectionPool {
  const sockets = new Set<net.Socket>();
  const options: PoolOptions = {
    host: config.host,
    port: config.port,
    database: config.name,
    username: config.user,
    password,
    ssl: tls,
    max: config.poolSize,
    connect_timeout: 3,
    // Idle connections are given back after a minute, and each is renewed within half an hour, so that load spreads again after a failover.
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    // The library's own back-off grows to 20 s, which would be added to every recovery.
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 1) * (0.5 + Math.random() / 2),
    // Named statements would pin a client to one connection of RDS Proxy and end its multiplexing.
    prepare: false,
    connection: {
      application_name: 'holdfast-app',
      ...(config.credentials.kind === 'password' && sessionSettings),
    },
    types: { json: textAsJson },
    onnotice: () => undefined,
    ...(onStatement && { debug: (_connection: number, statement: string) => onStatement(statement) }),
    // postgres.js only half-closes the connections it terminates; a hung server never closes the other half, so the pool keeps its own hold.
    socket: () => {
      forgetClosed(sockets);
      const socket = net.connect({ host: config.host, port: config.port });
      sockets.add(socket);
      return socket;
    },
  };
  return { sql: postgres(options), sockets };
}

/** drizzle hands JSON over as text already; postgres.js would wrap it in quotes once more. */
const textAsJson = {
  to: 114,
  from: [114, 3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
};

/** Asked for at each new connection, because postgres.js removes the listeners of its sockets. */
function forgetClosed(sockets: Set<net.Socket>): void {
  for (const socket of sockets) {
    if (socket.destroyed) {
      sockets.delete(socket);
    }
  }
}

async function closePool(pool: ConnectionPool, patienceSeconds: number): Promise<void> {
  await pool.sql.end({ timeout: patienceSeconds });
  for (const socket of pool.sockets) {
    socket.destroy();
  }
}
