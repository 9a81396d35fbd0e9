import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The failure of a request whose answer had begun. Nothing in between can ask anew then. */
export const CUT_OFF = 'the answer was cut off';

/** One kind of request of a load. */
export interface LoadRequest {
  readonly method: string;
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How one request went. Times are those of `performance.now()`. */
export interface LoadOutcome {
  readonly request: LoadRequest;
  readonly begunAt: number;
  readonly milliseconds: number;
  /** `undefined` when no whole answer came. */
  readonly status: number | undefined;
  /** Why no answer came. */
  readonly failure: string | undefined;
}

export interface LoadOptions {
  readonly origin: string;
  /** The requests that each client makes in turn, beginning at another one than the client before it. */
  readonly requests: readonly LoadRequest[];
  readonly clients: number;
  /** Pause of a client between two requests, in milliseconds. @default 0 */
  readonly thinkMilliseconds?: number;
  /** @default 10,000 */
  readonly timeoutMilliseconds?: number;
}

/** Clients that make requests over connections of their own until they are told to stop. */
export class LoadLoop {
  readonly outcomes: LoadOutcome[] = [];
  readonly #options: LoadOptions;
  readonly #clients: readonly Promise<void>[];
  #stopped = false;

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#clients = Array.from({ length: options.clients }, (_, index) => this.#client(index));
  }

  /** Waits for the requests under way, and gives all outcomes. */
  async stop(): Promise<readonly LoadOutcome[]> {
    this.#stopped = true;
    await Promise.all(this.#clients);
    return this.outcomes;
  }

  async #client(index: number): Promise<void> {
    const { requests, thinkMilliseconds = 0 } = this.#options;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = index; !this.#stopped; turn += 1) {
      const next = requests[turn % requests.length];
      if (next !== undefined) {
        this.outcomes.push(await this.#make(next, agent));
      }
      await sleep(thinkMilliseconds);
    }
    agent.destroy();
  }

  async #make(one: LoadRequest, agent: Agent): Promise<LoadOutcome> {
    const begunAt = performance.now();
    const outcome = (result: Pick<LoadOutcome, 'status' | 'failure'>): LoadOutcome => ({
      request: one,
      begunAt,
      milliseconds: performance.now() - begunAt,
      ...result,
    });
    try {
      return outcome({ status: await this.#status(one, agent), failure: undefined });
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return outcome({ status: undefined, failure: code ?? message });
    }
  }

  /** Like browsers and CloudFront, asks anew what may be asked twice when a kept connection had just been closed (RFC 9112, 9.3.1). */
  #status(one: LoadRequest, agent: Agent): Promise<number | undefined> {
    const { method, address, headers, body } = one;
    const { origin, timeoutMilliseconds = 10_000 } = this.#options;
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(timeoutMilliseconds);
      const sent = request(origin + address, { method, agent, signal, headers: { ...headers } });
      sent.once('error', (error: NodeJS.ErrnoException) => {
        if (method === 'GET' && sent.reusedSocket && error.code === 'ECONNRESET') {
          resolve(this.#status(one, agent));
        } else {
          reject(error);
        }
      });
      sent.once('response', (response: IncomingMessage) => {
        response.once('error', () => reject(new Error(CUT_OFF)));
        response.once('end', () => resolve(response.statusCode));
        response.resume();
      });
      sent.end(body);
    });
  }
}

/** Outcomes without an answer, or with an error of the server. */
export function failures(outcomes: readonly LoadOutcome[]): LoadOutcome[] {
  return outcomes.filter(({ status }) => status === undefined || status >= 500);
}

/** The time that `share` of the requests stayed within, in milliseconds: 0.95 gives the 95th percentile. */
export function percentile(outcomes: readonly LoadOutcome[], share: number): number {
  const sorted = outcomes.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
