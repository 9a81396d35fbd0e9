import net from 'node:net';
import postgres from 'postgres';
import type { DatabaseConfig } from '../config/app-config.ts';
import { databasePassword } from './database-password.ts';
import { databaseTls } from './database-tls.ts';

/** The app's PostgreSQL connection pool. It opens no connection before the first query. */
export class Database {
  #pool: ConnectionPool;
  readonly #open: () => ConnectionPool;

  /** @throws `ConfigurationError` when the certificate authorities cannot be read. */
  constructor(config: DatabaseConfig) {
    const tls = databaseTls(config);
    const password = databasePassword(config);
    this.#open = () => openPool(config, tls, password);
    this.#pool = this.#open();
  }

  /** The tagged template that runs queries. Read it for every request: {@link recycle} replaces it. */
  get sql(): postgres.Sql {
    return this.#pool.sql;
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
type PoolOptions = postgres.Options<Record<string, never>> & { socket: () => net.Socket };

function openPool(
  config: DatabaseConfig,
  tls: ReturnType<typeof databaseTls>,
  password: ReturnType<typeof databasePassword>,
): ConnectionPool {
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
    connection: { application_name: 'holdfast-app' },
    onnotice: () => undefined,
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
