import type { Balancer } from '../balancer/balancer.ts';
import type { Events } from '../processes/events.ts';
import type { PartLog } from '../processes/part-log.ts';
import { Supervised } from '../processes/supervised.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { type AppSurroundings, drainSeconds, replicaEnvironment } from './environment.ts';
import type { Release } from './releases.ts';
import { verifyAnswers } from './verify-answers.ts';

export interface ReplicaOptions {
  /** Such as `app-1`. */
  readonly name: string;
  readonly port: number;
  readonly release: Release;
  readonly surroundings: AppSurroundings;
  readonly balancer: Balancer;
  readonly log: PartLog;
  readonly events: Events;
  /** Milliseconds until it must be ready. @default 60,000 */
  readonly startLimitMilliseconds?: number;
}

/** Milliseconds until a replica must be ready. */
export const startLimit = 60_000;

/** Milliseconds that a replica may take to end: its drain, and the grace that it has for requests under way. */
export const stopLimit = (drainSeconds + 12) * 1_000;

/** One replica of the app: its process, and its place in the load balancer. */
export class Replica {
  readonly name: string;
  readonly port: number;
  readonly release: Release;
  readonly #options: ReplicaOptions;
  readonly #process: Supervised;
  #slot: number | undefined;

  constructor(options: ReplicaOptions) {
    const { name, port, release, surroundings, log, events } = options;
    this.name = name;
    this.port = port;
    this.release = release;
    this.#options = options;
    this.#process = new Supervised({
      name,
      role: 'replica',
      port,
      detail: `release ${release.id}`,
      log,
      events,
      startLimitMilliseconds: this.#limit,
      startAttempts: 3,
      launch: () => ({
        command: process.execPath,
        args: ['server.js'],
        workingFolder: release.folder,
        environment: replicaEnvironment(surroundings, { port, release: release.id }),
      }),
      check: async (signal) => {
        const { status } = await fetch(`${this.origin}/api/health`, { signal });
        if (status !== 200) throw new Error(`its health endpoint answers ${status}`);
      },
      stop: { signal: 'SIGTERM', limitMilliseconds: stopLimit },
    });
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The number of its place in the load balancer, while it has one. */
  get slot(): number | undefined {
    return this.#slot;
  }

  status() {
    return this.#process.status();
  }

  /**
   * Starts it, and sends it users once it is alive, ready and gives right answers.
   * @throws when it does not come so far; nothing of it runs then
   */
  async bring(): Promise<void> {
    try {
      await this.#process.start();
      await waitUntil(`${this.name} to be ready`, () => this.#ready(), this.#limit);
      await verifyAnswers(this.origin);
      this.#slot = await this.#options.balancer.add(this.port);
      await this.#options.balancer.becomesUp(this.#slot);
    } catch (error) {
      await this.drop();
      throw error;
    }
  }

  /** Takes it away without losing a request. */
  async retire(): Promise<void> {
    if (this.#slot !== undefined) {
      await this.#options.balancer.drain(this.#slot);
    }
    await this.#process.stop();
    await this.#leave();
  }

  /** Takes it away at once. */
  async drop(): Promise<void> {
    await this.#process.kill();
    await this.#process.stop();
    await this.#leave();
  }

  /** Ends its process as a crash does; it is started again. */
  async kill(): Promise<void> {
    await this.#process.kill();
  }

  async #leave(): Promise<void> {
    if (this.#slot !== undefined) {
      await this.#options.balancer.remove(this.#slot);
      this.#slot = undefined;
    }
  }

  async #ready(): Promise<true> {
    const response = await fetch(`${this.origin}/api/health/ready`, { signal: AbortSignal.timeout(3_000) });
    const { status } = (await response.json()) as { readonly status: string };
    if (status !== 'ready') throw new Error(`${this.name} says that it is ${status}.`);
    return true;
  }

  get #limit(): number {
    return this.#options.startLimitMilliseconds ?? startLimit;
  }
}
