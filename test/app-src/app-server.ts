import path from 'node:path';
import { buildStandalone } from '../../app-src/build/standalone.ts';
import { freePort } from '../services/free-port.ts';
import { ServiceProcess } from '../services/service-process.ts';
import { waitUntil } from '../services/wait-until.ts';

export const appFolder = path.resolve(import.meta.dirname, '../../app-src');

export type AppEnvironment = Readonly<Record<string, string | undefined>>;

interface Address {
  readonly host: string;
  readonly port: number;
}

interface DatabaseAddress extends Address {
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** The environment that points the app at a PostgreSQL and a Redis. */
export function environmentFor(postgres: DatabaseAddress, redis: Address): AppEnvironment {
  return {
    DATABASE_HOST: postgres.host,
    DATABASE_PORT: String(postgres.port),
    DATABASE_NAME: postgres.database,
    DATABASE_USER: postgres.user,
    DATABASE_AUTH: 'password',
    DATABASE_PASSWORD: postgres.password,
    DATABASE_TLS: 'off',
    DATABASE_POOL_SIZE: '5',
    CACHE_HOST: redis.host,
    CACHE_PORT: String(redis.port),
    CACHE_TLS: 'off',
    AUTH_SECRET: 'a-secret-for-tests-of-at-least-32-characters',
    SHUTDOWN_DRAIN_SECONDS: '1',
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly milliseconds: number;
}

/** The production app, run as its image runs it: `node server.js` of the standalone build, on a free port. */
export class AppServer {
  readonly process: ServiceProcess;
  readonly origin: string;

  private constructor(process: ServiceProcess, origin: string) {
    this.process = process;
    this.origin = origin;
  }

  /**
   * Starts the app without waiting for an answer.
   * @param built the folder with `server.js` of a finished build; when left out, the app is built if its sources have changed
   */
  static async launch(environment: AppEnvironment, built?: string): Promise<AppServer> {
    const folder = built ?? (await buildStandalone(appFolder)).folder;
    const port = await freePort();
    const server = new ServiceProcess({
      command: process.execPath,
      args: ['server.js'],
      workingFolder: folder,
      environment: {
        NODE_ENV: 'production',
        NODE_OPTIONS: undefined,
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
        NEXT_MANUAL_SIG_HANDLE: '1',
        PUBLIC_ORIGINS: `http://127.0.0.1:${port}`,
        ...environment,
      },
    });
    return new AppServer(server, `http://127.0.0.1:${port}`);
  }

  /** As {@link launch}, and waits until the process answers. */
  static async start(environment: AppEnvironment, built?: string): Promise<AppServer> {
    const server = await AppServer.launch(environment, built);
    try {
      await waitUntil('the app to answer', async () => {
        if (!server.process.running) {
          throw new Error(`The app ended while starting:\n${server.process.output}`);
        }
        return (await server.get('/api/health')).status === 200 ? true : undefined;
      });
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Asks for a JSON document. */
  async get(address: string): Promise<Answer> {
    const start = performance.now();
    const response = await fetch(this.origin + address, { signal: AbortSignal.timeout(5_000) });
    const body = (await response.json()) as Record<string, unknown>;
    return {
      status: response.status,
      headers: response.headers,
      body,
      milliseconds: performance.now() - start,
    };
  }

  liveness(): Promise<Answer> {
    return this.get('/api/health');
  }

  readiness(): Promise<Answer> {
    return this.get('/api/health/ready');
  }

  /** Waits until readiness has this status, and returns that answer. */
  becomes(status: 'ready' | 'degraded' | 'not ready'): Promise<Answer> {
    return waitUntil(`readiness to become "${status}"`, async () => {
      const answer = await this.readiness();
      return answer.body.status === status ? answer : undefined;
    });
  }

  /** Ends the process at once. Safe to call when it has ended. */
  async stop(): Promise<void> {
    await this.process.end('SIGKILL');
  }
}
