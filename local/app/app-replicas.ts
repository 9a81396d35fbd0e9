import { setTimeout as sleep } from 'node:timers/promises';
import type { Balancer } from '../balancer/balancer.ts';
import type { LocalFolder } from '../folder/local-folder.ts';
import type { Ports } from '../folder/ports.ts';
import type { Events } from '../processes/events.ts';
import type { PartStatus } from '../processes/part.ts';
import type { AppSurroundings } from './environment.ts';
import type { Release, Releases } from './releases.ts';
import { Replica } from './replica.ts';
import { roll } from './rolling-deployment.ts';

export interface AppReplicasOptions {
  readonly folder: LocalFolder;
  readonly ports: Ports;
  readonly balancer: Balancer;
  readonly surroundings: AppSurroundings;
  readonly releases: Releases;
  readonly events: Events;
  /** Milliseconds until a replica must be ready. @default 60,000 */
  readonly startLimitMilliseconds?: number;
  /** Milliseconds for which a new release is watched under its users before it counts as good. @default 6,000 */
  readonly watchMilliseconds?: number;
}

/** The most replicas: the load balancer has places for these, and for their successors in a deployment. */
export const mostReplicas = 12;

/** Milliseconds for which a new release is watched under its users. */
export const watchFor = 6_000;

/** A change that cannot be made, told in one sentence. */
export class ChangeRefused extends Error {
  override readonly name = 'ChangeRefused';
}

/** The service: so many replicas of one release, changed one at a time while users go on. */
export class AppReplicas {
  readonly #options: AppReplicasOptions;
  #replicas: Replica[] = [];
  #release: Release | undefined;
  #change: string | undefined;
  readonly #names = new Set<string>();

  constructor(options: AppReplicasOptions) {
    this.#options = options;
  }

  get replicas(): readonly Replica[] {
    return this.#replicas;
  }

  get release(): Release | undefined {
    return this.#release;
  }

  status(): readonly PartStatus[] {
    return this.#replicas.map((replica) => replica.status());
  }

  /** @throws when a replica does not become ready; none runs then */
  async start(release: Release, count: number): Promise<void> {
    this.#release = release;
    try {
      await everyone(Array.from({ length: count }, () => this.#bring(release)));
    } catch (error) {
      await this.stop();
      throw error;
    }
    await this.#options.releases.setCurrent(release);
  }

  /** Ends all replicas at once: whoever stops them all has taken the users away before. */
  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map((replica) => replica.drop()));
    this.#replicas = [];
  }

  /**
   * Brings replicas, or takes the newest away.
   * @throws ChangeRefused when another change is under way or the number is none that can be
   */
  scale(count: number): Promise<void> {
    if (!Number.isInteger(count) || count < 1 || count > mostReplicas) {
      throw new ChangeRefused(
        `${count} replicas cannot be had: give a whole number from 1 to ${mostReplicas}.`,
      );
    }
    return this.#alone(`scaling to ${count}`, async () => {
      const release = this.#running();
      const missing = count - this.#replicas.length;
      await everyone(Array.from({ length: Math.max(0, missing) }, () => this.#bring(release)));
      await Promise.all(this.#replicas.slice(count).map((replica) => this.#retire(replica)));
    });
  }

  /**
   * Replaces every replica by one of another release, each only when its successor serves.
   * @throws DeploymentFailed after a rollback, ChangeRefused when another change is under way
   */
  deploy(release: Release, progress: (line: string) => void = () => undefined): Promise<void> {
    return this.#alone(`deploying ${release.id}`, async () => {
      const before = this.#running();
      await roll({
        from: before,
        to: release,
        replicas: [...this.#replicas],
        bring: (one) => this.#bring(one),
        retire: (replica) => this.#retire(replica),
        watch: (fresh) => this.#watch(fresh),
        progress: (line) => {
          this.#options.events.add('app', 'deployment', line);
          progress(line);
        },
      });
      this.#release = release;
      await this.#options.releases.setCurrent(release);
    });
  }

  /** Replaces one replica by a new one of the same release, without losing a request. */
  restart(name: string): Promise<void> {
    return this.#alone(`restarting ${name}`, async () => {
      const old = this.#replicas.find((replica) => replica.name === name);
      if (old === undefined) {
        throw new ChangeRefused(`There is no replica ${name}.`);
      }
      await this.#bring(old.release);
      await this.#retire(old);
    });
  }

  async #bring(release: Release): Promise<Replica> {
    const { folder, ports, balancer, surroundings, events, startLimitMilliseconds } = this.#options;
    const name = this.#freeName();
    // The name is taken before the first wait, because several are brought at the same time.
    this.#names.add(name);
    try {
      const replica = new Replica({
        ...{ name, port: await ports.take(name), release, surroundings, balancer, events },
        log: folder.log(name),
        ...(startLimitMilliseconds === undefined ? {} : { startLimitMilliseconds }),
      });
      this.#replicas.push(replica);
      await replica.bring();
      return replica;
    } catch (error) {
      this.#forget(name);
      throw error;
    }
  }

  async #retire(replica: Replica): Promise<void> {
    await replica.retire();
    this.#forget(replica.name);
  }

  #forget(name: string): void {
    this.#replicas = this.#replicas.filter((replica) => replica.name !== name);
    this.#names.delete(name);
  }

  #freeName(): string {
    for (let number = 1; ; number += 1) {
      if (!this.#names.has(`app-${number}`)) return `app-${number}`;
    }
  }

  /** Looks at new replicas for a while under their users. Returns what is wrong with them. */
  async #watch(fresh: readonly Replica[]): Promise<string | undefined> {
    const { balancer, watchMilliseconds = watchFor } = this.#options;
    const before = await balancer.states();
    const start = performance.now();
    while (performance.now() - start < watchMilliseconds) {
      await sleep(250);
      for (const replica of fresh) {
        const { restarts } = replica.status();
        if (restarts > 0) return `${replica.name} ended while it served`;
      }
    }
    const after = await balancer.states();
    for (const replica of fresh) {
      const server = `replicas/slot${replica.slot}`;
      const answers = (after.get(server)?.answers ?? 0) - (before.get(server)?.answers ?? 0);
      const errors = (after.get(server)?.errors ?? 0) - (before.get(server)?.errors ?? 0);
      if (errors >= 3 && errors > answers * 0.05) {
        return `${replica.name} answered ${errors} of ${answers} requests with a server error`;
      }
    }
    return undefined;
  }

  #running(): Release {
    if (this.#release === undefined) {
      throw new ChangeRefused('The app has not been started yet.');
    }
    return this.#release;
  }

  async #alone(change: string, work: () => Promise<void>): Promise<void> {
    if (this.#change !== undefined) {
      throw new ChangeRefused(`The platform is ${this.#change}: wait for that to end.`);
    }
    this.#change = change;
    try {
      await work();
    } finally {
      this.#change = undefined;
    }
  }
}

/** As `Promise.all`, but it also waits for the others when one has failed, so that nothing goes on in the background. */
async function everyone(all: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
