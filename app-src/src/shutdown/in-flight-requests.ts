import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ServedRequest } from '../telemetry/observations.ts';

interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly server: Server;
}

/**
 * Follows the requests of this process's HTTP servers through Node's diagnostics channel, because Next.js hands out neither its
 * server nor its requests.
 */
export class InFlightRequests {
  readonly #servers = new Set<Server>();
  readonly #open = new Set<ServerResponse>();
  #draining = false;
  #drained: (() => void) | undefined;
  readonly #served: (request: ServedRequest) => void;

  /** @param served told of each request when it has ended */
  constructor(served: (request: ServedRequest) => void = () => undefined) {
    this.#served = served;
  }

  /** How many requests are under way. */
  get count(): number {
    return this.#open.size;
  }

  /**
   * Begins to follow. Call it before the first request.
   * @returns ends it
   */
  follow(): () => void {
    const started = (message: unknown) => this.#started(message as RequestStart);
    subscribe('http.server.request.start', started);
    return () => void unsubscribe('http.server.request.start', started);
  }

  /** From now on every answer asks its client to open its next connection elsewhere. */
  turnAway(): void {
    this.#draining = true;
    for (const response of this.#open) {
      closeAfterwards(response);
    }
  }

  /** Refuses new connections and resolves when the last request has been answered. */
  async finish(): Promise<void> {
    for (const server of this.#servers) {
      server.close();
    }
    if (this.#open.size > 0) {
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
    }
  }

  #started({ request, response, server }: RequestStart): void {
    const start = performance.now();
    // Next.js rewrites the address of a request while it serves it.
    const { method, url: address = '' } = request;
    this.#servers.add(server);
    this.#open.add(response);
    if (this.#draining) {
      closeAfterwards(response);
    }
    response.once('close', () => {
      this.#open.delete(response);
      const { statusCode: status, writableFinished: finished } = response;
      this.#served({ method, address, status, finished, milliseconds: performance.now() - start });
      if (this.#open.size === 0) {
        this.#drained?.();
      }
    });
  }
}

function closeAfterwards(response: ServerResponse): void {
  if (!response.headersSent) {
    response.setHeader('Connection', 'close');
  }
}
