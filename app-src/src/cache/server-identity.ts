import type { Redis } from 'ioredis';

/** Milliseconds between attempts to ask a connected server who it is. */
const retryMilliseconds = 500;

/**
 * Which Redis the client is connected to. A restart, or the promotion of a replica, may have lost the last invalidations, so what was
 * stored under another identity is not trusted. The identity is the process's `run_id` with its replication history.
 */
export class ServerIdentity {
  readonly #client: Redis;
  #connection = 0;
  #current: string | undefined;

  constructor(client: Redis) {
    this.#client = client;
    client.on('ready', () => void this.#learn(this.#connection));
    client.on('close', () => {
      this.#connection += 1;
      this.#current = undefined;
    });
    if (client.status === 'ready') {
      void this.#learn(this.#connection);
    }
  }

  /** Undefined while disconnected, and for a moment after connecting. */
  get current(): string | undefined {
    return this.#current;
  }

  async #learn(connection: number): Promise<void> {
    const identity = await this.#ask().catch(() => undefined);
    if (connection !== this.#connection) {
      return;
    }
    this.#current = identity;
    if (identity === undefined && this.#client.status === 'ready') {
      setTimeout(() => void this.#learn(connection), retryMilliseconds).unref();
    }
  }

  async #ask(): Promise<string | undefined> {
    const [server, replication] = await Promise.all([
      this.#client.info('server'),
      this.#client.info('replication'),
    ]);
    const process = /^run_id:(\w+)/m.exec(server)?.[1];
    const history = /^master_replid:(\w+)/m.exec(replication)?.[1];
    return process === undefined || history === undefined ? undefined : `${process}.${history}`;
  }
}
