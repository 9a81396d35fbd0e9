import { isIP } from 'node:net';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { CacheConfig } from '../config/app-config.ts';
import { observeCommands } from '../telemetry/redis-commands.ts';
import { codedError } from './coded-error.ts';

/** The longest that a command may wait for Redis, in milliseconds. The caller falls back to the database afterwards. */
const commandTimeoutMilliseconds = 1_000;

/** The app's Redis connection. It reconnects for ever; while it is away every command fails at once. */
export class Cache {
  /** The client that runs commands. */
  readonly client: Redis;
  #lastError: Error | undefined;

  constructor(config: CacheConfig, logger: Logger) {
    this.client = new Redis({
      host: config.host,
      port: config.port,
      ...(config.authToken === undefined ? {} : { password: config.authToken }),
      ...(config.tls ? { tls: isIP(config.host) === 0 ? { servername: config.host } : {} } : {}),
      lazyConnect: true,
      // A request is better served without the cache than queued behind it.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      autoResendUnfulfilledCommands: false,
      connectTimeout: 2_000,
      commandTimeout: commandTimeoutMilliseconds,
      // Cuts the connection to a server that vanished without closing it.
      socketTimeout: 5_000,
      retryStrategy: (attempt) => Math.min(50 * 2 ** attempt, 1_000) * (0.5 + Math.random() / 2),
      // After a failover the old primary answers as a replica until the name points elsewhere: connect anew.
      reconnectOnError: (error) => error.message.startsWith('READONLY'),
    });
    observeCommands(this.client);
    this.#followConnection(logger);
  }

  /** Starts connecting, and keeps at it in the background. */
  connect(): void {
    // The reason is logged by the error listener and the retry strategy carries on.
    this.client.connect().catch(() => undefined);
  }

  /** Resolves once Redis has answered; while disconnected it rejects with what the last attempt to connect failed with. */
  async ping(): Promise<void> {
    if (this.client.status !== 'ready' && this.#lastError !== undefined) {
      throw this.#lastError;
    }
    try {
      await this.client.ping();
    } catch (error) {
      throw error instanceof Error ? codedError(error) : error;
    }
  }

  /** Closes the connection and stops reconnecting. */
  close(): void {
    this.client.disconnect();
  }

  /** Logs when Redis comes and goes, once per change: a reconnecting client reports an error every second. */
  #followConnection(logger: Logger): void {
    let told = false;
    this.client.on('ready', () => {
      this.#lastError = undefined;
      told = false;
      logger.info('Redis is connected.');
    });
    this.client.on('close', () => {
      this.#lastError ??= codedError(new Error('Redis closed the connection.'));
    });
    this.client.on('error', (error: Error) => {
      if (!told) {
        told = true;
        logger.warn(
          { err: error },
          'Redis is away; the app goes on without its cache and keeps reconnecting.',
        );
      }
      this.#lastError = codedError(error);
    });
  }
}
