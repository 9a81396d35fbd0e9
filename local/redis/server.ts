import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Redis } from 'ioredis';
import type { PartLog } from '../processes/part-log.ts';
import { type ServiceExit, ServiceProcess } from '../processes/service-process.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { redisSettings } from './settings.ts';

export interface RedisServerOptions {
  readonly name: string;
  readonly port: number;
  /** Where its configuration is kept; its data is in memory alone. */
  readonly folder: string;
  /** Path of `redis-server`. */
  readonly program: string;
  readonly token: string;
  readonly log: PartLog | undefined;
}

/** Milliseconds that a server may take until it answers. */
export const startLimit = 30_000;

/** What a server says of its replication. */
export interface Replication {
  readonly role: 'primary' | 'replica';
  /** Whether a replica has a whole copy and receives what changes. */
  readonly following: boolean;
  /** Bytes of the stream of changes that it has written or received. */
  readonly offset: number;
}

/** One Redis server that keeps everything in memory. */
export class RedisServer {
  readonly name: string;
  readonly port: number;
  readonly #options: RedisServerOptions;
  #process: ServiceProcess | undefined;
  #starts = 0;

  constructor(options: RedisServerOptions) {
    this.name = options.name;
    this.port = options.port;
    this.#options = options;
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  get pid(): number | undefined {
    return this.#process?.running ? this.#process.pid : undefined;
  }

  /** How often it was started after the first time. */
  get restarts(): number {
    return Math.max(0, this.#starts - 1);
  }

  get configuration(): string {
    return path.join(this.#options.folder, 'redis.conf');
  }

  /** Resolves when the server that runs now has ended. */
  async ended(): Promise<ServiceExit | undefined> {
    return this.#process?.exited;
  }

  /**
   * Says what the server is when it is started next, by whomever.
   * @param primaryPort the server that it copies and follows; `undefined`: it is the primary
   */
  async assign(primaryPort: number | undefined): Promise<void> {
    const { port, folder, token } = this.#options;
    await mkdir(folder, { recursive: true });
    await writeFile(this.configuration, redisSettings({ port, folder, token, primaryPort }), { mode: 0o600 });
  }

  /** Starts it with what it was assigned, and waits until it answers. @throws with its last lines */
  async start(): Promise<void> {
    const { program, log, name, folder } = this.#options;
    this.#starts += 1;
    // A copy that came from the primary by way of the disk would be loaded, however old it is.
    await rm(path.join(folder, 'dump.rdb'), { force: true });
    const started = new ServiceProcess({
      command: program,
      args: [this.configuration],
      ownGroup: true,
      onOutput: (chunk) => log?.write(chunk),
    });
    this.#process = started;
    const answer = await waitUntil(
      `${name} to answer`,
      async () =>
        started.running ? await this.replication(1_000).then(() => 'yes' as const) : ('ended' as const),
      startLimit,
    );
    if (answer === 'ended') {
      throw new Error(`${name} does not start: ${started.output.trim().split('\n').slice(-3).join('\n')}`);
    }
  }

  /** Ends it cleanly. */
  async stop(): Promise<void> {
    await this.#process?.end('SIGTERM');
  }

  /** Ends it at once, frozen or not. */
  async kill(): Promise<void> {
    await this.#process?.killGroup();
  }

  /** It freezes: connections stay open and nothing answers. */
  async hang(): Promise<void> {
    this.#process?.signal('SIGSTOP');
  }

  /** Ends {@link hang}. */
  async continue(): Promise<void> {
    this.#process?.signal('SIGCONT');
  }

  /** A client that does not try again. The caller ends it. */
  connect(limitMilliseconds = 5_000): Redis {
    const client = new Redis({
      host: '127.0.0.1',
      port: this.port,
      password: this.#options.token,
      lazyConnect: true,
      connectTimeout: limitMilliseconds,
      commandTimeout: limitMilliseconds,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    // Failures are told by the commands.
    client.on('error', () => undefined);
    return client;
  }

  /** Asks over a new connection. @throws when it does not answer within the limit */
  async replication(limitMilliseconds: number): Promise<Replication> {
    return this.#use(limitMilliseconds, async (client) => {
      const text = await client.info('replication');
      const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1];
      const replica = field('role') === 'slave';
      return {
        role: replica ? 'replica' : 'primary',
        following:
          replica && field('master_link_status') === 'up' && field('master_sync_in_progress') === '0',
        offset: Number(field(replica ? 'slave_repl_offset' : 'master_repl_offset')),
      };
    });
  }

  /** Makes a replica the primary, with what it has received. */
  async promote(limitMilliseconds: number): Promise<void> {
    await this.#use(limitMilliseconds, (client) => client.replicaof('NO', 'ONE'));
  }

  async #use<Result>(limitMilliseconds: number, work: (client: Redis) => Promise<Result>): Promise<Result> {
    const client = this.connect(limitMilliseconds);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${limitMilliseconds} ms`)),
        limitMilliseconds,
      );
    });
    const asked = client.connect().then(() => work(client));
    asked.catch(() => undefined);
    try {
      return await Promise.race([asked, limit]);
    } finally {
      clearTimeout(timer);
      client.disconnect();
    }
  }
}
