import * as missing from '../../../app-src/src/app/api/[...missing]/route.ts';
import * as openapi from '../../../app-src/src/app/api/openapi.json/route.ts';
import { readAppConfig } from '../../../app-src/src/config/app-config.ts';
import { apiRoutes } from '../../../app-src/src/http/api-routes.ts';
import type { RouteArguments, RouteHandler } from '../../../app-src/src/http/route.ts';
import { createLogger } from '../../../app-src/src/logging/logger.ts';
import { type AppRuntime, createAppRuntime } from '../../../app-src/src/runtime/app-runtime.ts';
import { setCurrentRuntime } from '../../../app-src/src/runtime/current-runtime.ts';
import type { Postgres } from '../../services/postgres.ts';
import type { Redis } from '../../services/redis.ts';
import { waitUntil } from '../../services/wait-until.ts';
import { environmentFor } from '../app-server.ts';

/** Where the tests' browsers believe to be. */
export const origin = 'https://holdfast.example';

export interface Sending {
  readonly json?: unknown;
  /** In place of `json`, as it is. */
  readonly body?: string | Uint8Array | ReadableStream;
  readonly cookie?: string;
  /** `null` leaves a header out that is sent otherwise. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly signal?: AbortSignal;
  /** The handler, in place of the one that Next.js would choose. */
  readonly handler?: RouteHandler;
}

type Handler = (request: Request, route?: RouteArguments) => Promise<Response>;

const modules = Object.entries({ ...apiRoutes, '/api/openapi.json': openapi });

/** One replica of the app without its HTTP server: real connections, and the handlers that Next.js would call. */
export class Replica {
  readonly runtime: AppRuntime;
  /** What it has logged, a line each. */
  readonly log: string[] = [];

  constructor(postgres: Postgres, redis: Redis, changes: Readonly<Record<string, string>> = {}) {
    const config = readAppConfig({
      ...environmentFor(postgres, redis),
      PUBLIC_ORIGINS: origin,
      ...changes,
    });
    const destination = { write: (line: string) => void this.log.push(line) };
    this.runtime = createAppRuntime(config, createLogger('info', destination));
  }

  /** Starts one and waits until it has both stores. */
  static async start(
    postgres: Postgres,
    redis: Redis,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<Replica> {
    const replica = new Replica(postgres, redis, changes);
    await replica.becomes('ready');
    await waitUntil('the schema', async () =>
      replica.runtime.migration.state().status === 'done' ? true : undefined,
    );
    return replica;
  }

  /** Waits until readiness finds both stores as `status` says. */
  async becomes(status: 'ready' | 'degraded' | 'not ready'): Promise<void> {
    await waitUntil(`the replica to become ${status}`, async () =>
      (await this.runtime.readiness()).status === status ? true : undefined,
    );
  }

  /** Sends a request as a browser on a page of the product does. */
  send(method: string, address: string, sending: Sending = {}): Promise<Response> {
    const { json, cookie, signal } = sending;
    const body = sending.body ?? (json === undefined ? undefined : JSON.stringify(json));
    const headers = new Headers();
    const all = {
      ...(method === 'GET' ? {} : { Origin: origin }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(cookie === undefined ? {} : { Cookie: cookie }),
      ...sending.headers,
    };
    for (const [name, value] of Object.entries(all)) {
      if (value !== null) {
        headers.set(name, value);
      }
    }
    const request = new Request(origin + address, {
      method,
      headers,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
      ...(signal === undefined ? {} : { signal }),
    } as RequestInit);
    setCurrentRuntime(this.runtime);
    return sending.handler?.(request) ?? this.handle(request);
  }

  /** Hands a request to the handler that Next.js would choose. */
  handle(request: Request): Promise<Response> {
    setCurrentRuntime(this.runtime);
    const { pathname } = new URL(request.url);
    for (const [pattern, module] of modules) {
      const params = parametersOf(pattern, pathname);
      if (params !== undefined) {
        return call(module, request, { params: Promise.resolve(params) });
      }
    }
    return call(missing, request);
  }

  /** Closes what it holds. */
  close(): Promise<void> {
    return this.runtime.close(0);
  }
}

/** What an address has in the places of a route's parameters; `undefined` when it is not an address of the route. */
function parametersOf(pattern: string, pathname: string): Record<string, string> | undefined {
  const places = pattern.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${places}$`).exec(pathname);
  return (
    (match &&
      Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
      )) ??
    undefined
  );
}

function call(module: object, request: Request, route?: RouteArguments): Promise<Response> {
  const handler = (module as Readonly<Record<string, Handler | undefined>>)[request.method];
  if (handler === undefined) {
    throw new Error(`The route has no handler for ${request.method}.`);
  }
  return handler(request, route);
}
