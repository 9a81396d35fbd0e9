import postgres from 'postgres';
import type { PartLog } from '../processes/part-log.ts';
import { type ServiceExit, ServiceProcess } from '../processes/service-process.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { admin } from './credentials.ts';
import { writeDurably } from './durable-file.ts';
import type { MemberFolder } from './member-folder.ts';
import { killServerProcesses, serverProcesses, signalAll } from './server-processes.ts';
import { own, type ServiceUser } from './service-user.ts';
import { type MemberSettings, memberSettings, synchronousSettings } from './settings.ts';

/** Milliseconds that a server may take until it answers: a crash before may have left much log to replay. */
export const startLimit = 120_000;

export interface ServerOptions {
  readonly folder: MemberFolder;
  /** Path of `postgres`. */
  readonly program: string;
  readonly user: ServiceUser | undefined;
  readonly settings: MemberSettings;
  readonly adminPassword: string;
  readonly log: PartLog | undefined;
}

/** One PostgreSQL server and its data folder. */
export class Server {
  readonly name: string;
  readonly port: number;
  readonly folder: MemberFolder;
  readonly #options: ServerOptions;
  #process: ServiceProcess | undefined;
  #starts = 0;

  constructor(options: ServerOptions) {
    this.name = options.settings.name;
    this.port = options.settings.port;
    this.folder = options.folder;
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

  /** The last lines that it wrote. */
  get lastLines(): string {
    return (this.#process?.output ?? '').trim().split('\n').slice(-5).join('\n');
  }

  /** Resolves when the server that runs now has ended; at once when none runs. */
  async ended(): Promise<ServiceExit | undefined> {
    return this.#process?.exited;
  }

  /**
   * Starts the server in whatever role its data folder says, and waits until it answers.
   * @param synchronousStandby the name of the standby that commits wait for
   * @throws with its last lines when it ends or does not answer
   */
  async start(synchronousStandby?: string): Promise<void> {
    const { program, user, log } = this.#options;
    await killServerProcesses(this.folder.data);
    await this.writeSettings();
    await this.#writeSynchronous(synchronousStandby);
    await this.folder.prepareFence();
    this.#starts += 1;
    this.#process = new ServiceProcess({
      command: program,
      args: ['-D', this.folder.data],
      workingFolder: this.folder.data,
      // Ctrl-C in the terminal is for the platform, which stops its servers in order.
      ownGroup: true,
      environment: { PGDATA: undefined, PGPORT: undefined },
      ...(user === undefined ? {} : { user: user.name }),
      onOutput: (chunk) => log?.write(chunk),
    });
    try {
      const answer = await waitUntil(`${this.name} to answer`, () => this.#answers(), startLimit);
      if (answer === 'ended') {
        throw new Error(`${this.name} ended while starting`);
      }
    } catch (error) {
      await this.kill();
      throw new Error(`${this.name} does not start: ${this.lastLines}`, { cause: error });
    }
  }

  async writeSettings(): Promise<void> {
    const { settings, user } = this.#options;
    await writeDurably(this.folder.settings, memberSettings(settings), 0o600);
    await own(this.folder.settings, user);
  }

  /** Has the running server wait for a standby at each commit, or for none. */
  async synchronize(standby: string | undefined): Promise<void> {
    await this.#writeSynchronous(standby);
    this.#process?.signal('SIGHUP');
  }

  /** Ends it cleanly, cutting its clients. */
  async stop(): Promise<void> {
    await this.#process?.end('SIGINT', 15_000);
    await killServerProcesses(this.folder.data);
  }

  /** Kills it and all of its sessions, frozen or not, whoever started them. @throws when one cannot be killed */
  async kill(): Promise<void> {
    await killServerProcesses(this.folder.data);
    await this.#process?.end('SIGKILL');
  }

  /** It freezes with all of its sessions: connections stay open, new ones are accepted by the kernel, and nothing answers. */
  async hang(): Promise<void> {
    this.#process?.signal('SIGSTOP');
    signalAll(await serverProcesses(this.folder.data), 'SIGSTOP');
  }

  /** Ends {@link hang}. */
  async continue(): Promise<void> {
    signalAll(await serverProcesses(this.folder.data), 'SIGCONT');
  }

  /** A client of one connection with all rights. The caller ends it. */
  connect(database = 'postgres', options: postgres.Options<Record<string, never>> = {}): postgres.Sql {
    return postgres({
      host: '127.0.0.1',
      port: this.port,
      user: admin,
      password: this.#options.adminPassword,
      database,
      max: 1,
      connect_timeout: 5,
      onnotice: () => undefined,
      ...options,
    });
  }

  /** Runs `work` with a client that is closed afterwards, whatever happens. */
  async use<Result>(work: (sql: postgres.Sql) => Promise<Result>, database = 'postgres'): Promise<Result> {
    const sql = this.connect(database);
    try {
      return await work(sql);
    } finally {
      void sql.end({ timeout: 0 }).catch(() => undefined);
    }
  }

  async #answers(): Promise<'yes' | 'ended'> {
    if (!this.running) {
      return 'ended';
    }
    return this.use(async (sql) => {
      await sql`select 1`;
      return 'yes' as const;
    });
  }

  async #writeSynchronous(standby: string | undefined): Promise<void> {
    await writeDurably(this.folder.synchronous, synchronousSettings(standby), 0o600);
    await own(this.folder.synchronous, this.#options.user);
  }
}
