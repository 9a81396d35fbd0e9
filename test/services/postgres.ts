import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { freePort } from './free-port.ts';
import { ServiceProcess } from './service-process.ts';
import { waitUntil } from './wait-until.ts';

const run = promisify(execFile);

/** Where Debian keeps the server programs of each major version, which are not on PATH. */
const debianServers = '/usr/lib/postgresql';

export interface PostgresOptions {
  /** Server settings beside the defaults, as `name: value`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether commits survive a crash of the machine. @default false, which suits tests and starts sooner */
  readonly durable?: boolean;
}

interface Place {
  /** The folder with `postgres` and `initdb`. */
  readonly programs: string;
  /** The folder that the cluster is made in. */
  readonly folder: string;
  readonly port: number;
}

/**
 * A real PostgreSQL with a data folder of its own, on a free port of the loopback interface. It keeps port, password and data
 * while it is stopped and started. Call {@link remove} when done.
 */
export class Postgres {
  readonly host = '127.0.0.1';
  readonly user = 'holdfast';
  readonly database = 'postgres';
  readonly port: number;
  readonly password = randomBytes(12).toString('hex');
  readonly #programs: string;
  readonly #folder: string;
  readonly #args: readonly string[];
  #process: ServiceProcess | undefined;

  private constructor(place: Place, { settings = {}, durable = false }: PostgresOptions) {
    this.port = place.port;
    this.#programs = place.programs;
    this.#folder = place.folder;
    const all = {
      listen_addresses: this.host,
      port: String(place.port),
      unix_socket_directories: '',
      ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
      ...settings,
    };
    this.#args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  /** Makes a new database cluster and starts it. */
  static async start(options: PostgresOptions = {}): Promise<Postgres> {
    const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-postgres-'));
    try {
      const place = { folder, programs: await serverPrograms(), port: await freePort() };
      const server = new Postgres(place, options);
      await server.#initialise();
      await server.start();
      return server;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get pid(): number {
    return this.#running().pid;
  }

  /** The folder with the cluster, for settings files and certificates. */
  get dataFolder(): string {
    return path.join(this.#folder, 'data');
  }

  /** A client with one connection. The caller ends it. */
  connect(): postgres.Sql {
    return postgres({
      host: this.host,
      port: this.port,
      user: this.user,
      password: this.password,
      database: this.database,
      max: 1,
      connect_timeout: 2,
      onnotice: () => undefined,
    });
  }

  /** Starts the server again after {@link stop} or {@link kill}, and waits until it answers. */
  async start(): Promise<void> {
    this.#process = new ServiceProcess({
      command: path.join(this.#programs, 'postgres'),
      args: ['-D', this.dataFolder, ...this.#args],
      ...runsAs(),
    });
    try {
      await waitUntil(`PostgreSQL on port ${this.port}`, () => this.#answers());
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Ends the server cleanly, cutting its clients. */
  async stop(): Promise<void> {
    await this.#process?.end('SIGINT');
  }

  /** Ends the server as a crash does: it writes nothing more and recovers at the next start. */
  async kill(): Promise<void> {
    await this.#process?.end('SIGQUIT');
  }

  /** The server and its sessions freeze: connections stay open, new ones are accepted by the kernel, nothing answers. */
  async hang(): Promise<void> {
    await this.#running().hang();
  }

  /** Ends {@link hang}. */
  async continue(): Promise<void> {
    await this.#running().continue();
  }

  /** Stops the server and deletes its data. Safe to call in any state, more than once. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #running(): ServiceProcess {
    if (this.#process === undefined || !this.#process.running) {
      throw new Error('PostgreSQL is not running: call start() first.');
    }
    return this.#process;
  }

  async #answers(): Promise<true> {
    const process = this.#process;
    if (process !== undefined && !process.running) {
      throw new Error(`PostgreSQL ended while starting:\n${process.output}`);
    }
    const client = this.connect();
    try {
      await client`select 1`;
      return true;
    } finally {
      await client.end({ timeout: 0 });
    }
  }

  async #initialise(): Promise<void> {
    const passwordFile = path.join(this.#folder, 'password');
    await writeFile(passwordFile, this.password);
    const { user } = runsAs();
    if (user !== undefined) {
      const [uid, gid] = await Promise.all([idOf('-u', user), idOf('-g', user)]);
      await chown(this.#folder, uid, gid);
      await chown(passwordFile, uid, gid);
    }
    const initdb = new ServiceProcess({
      command: path.join(this.#programs, 'initdb'),
      args: [
        ...['-D', this.dataFolder, '-U', this.user, '--pwfile', passwordFile, '-A', 'scram-sha-256'],
        ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--no-sync', '--no-instructions'],
      ],
      workingFolder: this.#folder,
      ...runsAs(),
    });
    const { code } = await initdb.exited;
    if (code !== 0) {
      throw new Error(`initdb ended with code ${code}:\n${initdb.output}`);
    }
    await rm(passwordFile);
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings the user `postgres`. */
function runsAs(): { readonly user?: string } {
  return userInfo().uid === 0 ? { user: 'postgres' } : {};
}

async function idOf(kind: '-u' | '-g', user: string): Promise<number> {
  return Number((await run('id', [kind, user])).stdout);
}

/** The folder with `postgres` and `initdb`: the newest of Debian's, or the one that `pg_config` names. */
async function serverPrograms(): Promise<string> {
  const versions = await readdir(debianServers).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest !== undefined) {
    return path.join(debianServers, String(newest), 'bin');
  }
  const { stdout } = await run('pg_config', ['--bindir']).catch(() => {
    throw new Error('PostgreSQL is not installed: install the package postgresql.');
  });
  return stdout.trim();
}
