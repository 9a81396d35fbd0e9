import { addCounts, type CacheCounts, type ReplicaMetrics, readReplicaMetrics } from './app-metrics.ts';
import { groupsBelow, machineBusyMilliseconds, memoryBytes, readProcesses } from './processes.ts';
import type { Product } from './product.ts';

/** Milliseconds between two observations: often enough for a chart, seldom enough to cost nothing. */
const everyMilliseconds = 3_000;

/** What one process, with its children, had used at a moment. */
export interface ProcessUse {
  /** Such as `replica 1`, `postgres` or `k6`. */
  readonly name: string;
  readonly processorMilliseconds: number;
  readonly memoryBytes: number;
}

export interface Observation {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly processes: readonly ProcessUse[];
  /** Of the whole machine, other people's work included. */
  readonly machineMilliseconds: number;
  /** Of all replicas; a replica that did not answer stands as `undefined`. */
  readonly replicas: readonly (ReplicaMetrics | undefined)[];
  /** `undefined` when a replica did not answer. */
  readonly cache: CacheCounts | undefined;
}

/** Looks at the processes and at what the replicas say about themselves, from its making until it is stopped. */
export class Observer {
  readonly observations: Observation[] = [];
  readonly #product: Product;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void>;

  constructor(product: Product) {
    this.#product = product;
    this.#looking = this.#look();
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, everyMilliseconds);
  }

  /** Looks at this moment, beside the regular times. */
  async lookNow(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    await this.#looking;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { replicas: servers, metricsToken } = this.#product;
    const names = new Map(servers.map(({ process }, at) => [process.pid, `replica ${at + 1}`]));
    const [stats, machineMilliseconds, replicas] = await Promise.all([
      readProcesses(),
      machineBusyMilliseconds(),
      Promise.all(servers.map(({ origin }) => readReplicaMetrics(origin, metricsToken))),
    ]);
    const groups = groupsBelow(process.pid, stats).map(
      async ({ pid, pids, command, processorMilliseconds }) => ({
        name: names.get(pid) ?? command,
        processorMilliseconds,
        memoryBytes: await memoryBytes(pids),
      }),
    );
    const self = {
      name: 'observer',
      processorMilliseconds: stats.find(({ pid }) => pid === process.pid)?.processorMilliseconds ?? 0,
      memoryBytes: await memoryBytes([process.pid]),
    };
    this.observations.push({
      at: Date.now(),
      processes: [...(await Promise.all(groups)), self],
      machineMilliseconds,
      replicas,
      cache: replicas.some((one) => one === undefined)
        ? undefined
        : addCounts(replicas.flatMap((one) => (one === undefined ? [] : [one.cache]))),
    });
  }
}
