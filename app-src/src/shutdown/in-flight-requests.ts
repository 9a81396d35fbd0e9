import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';

interface RequestStart {
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

  /** Begins to follow. Call it before the first request. */
  follow(): void {
    subscribe('http.server.request.start', (message) => this.#started(message as RequestStart));
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

  #started({ response, server }: RequestStart): void {
    this.#servers.add(server);
    this.#open.add(response);
    if (this.#draining) {
      closeAfterwards(response);
    }
    response.once('close', () => {
      this.#open.delete(response);
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
