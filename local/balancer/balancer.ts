import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { maintenancePage } from '../../lambdas/maintenance-page/page.ts';
import type { StableAddress } from '../platform/stores.ts';
import type { Events } from '../processes/events.ts';
import type { Part, PartStatus } from '../processes/part.ts';
import type { PartLog } from '../processes/part-log.ts';
import { Supervised } from '../processes/supervised.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { runtimeCommand } from './runtime-api.ts';
import { type ServerState, serverStates } from './server-states.ts';
import { type BalancerPorts, balancerSettings, type Slot, slots } from './settings.ts';
import { type UserTraffic, userTraffic } from './user-traffic.ts';

export interface BalancerOptions {
  /** Where it keeps its configuration and its socket. Its path must be short enough for a socket. */
  readonly folder: string;
  readonly ports: BalancerPorts;
  /** Path of HAProxy. */
  readonly program: string;
  readonly log: PartLog;
  readonly events: Events;
}

/** Milliseconds until it must answer. */
export const startLimit = 20_000;

/** Milliseconds that requests under way may take when a replica is drained. */
export const drainLimit = 30_000;

/**
 * HAProxy in the place of the load balancer and of the stores' DNS names. Replicas and primaries are changed while it runs, never by a
 * reload; if it crashes, it starts again with what was wanted last.
 */
export class Balancer implements Part {
  readonly name = 'balancer';
  readonly ports: BalancerPorts;
  /** The addresses under which the app knows the stores. */
  readonly postgres: StableAddress;
  readonly redis: StableAddress;
  readonly #socket: string;
  readonly #process: Supervised;
  readonly #slots = new Map<number, Slot>();
  readonly #primaries: { postgres: number | undefined; redis: number | undefined } = {
    postgres: undefined,
    redis: undefined,
  };

  constructor(options: BalancerOptions) {
    const { folder, ports, program } = options;
    this.ports = ports;
    this.#socket = join(folder, 'haproxy.sock');
    this.postgres = this.#address('postgres');
    this.redis = this.#address('redis');
    const files = { socket: this.#socket, maintenancePage: join(folder, 'maintenance.html') };
    this.#process = new Supervised({
      name: this.name,
      role: 'load balancer',
      port: ports.http,
      log: options.log,
      events: options.events,
      startLimitMilliseconds: startLimit,
      launch: async () => {
        const file = join(folder, 'haproxy.cfg');
        const wanted = { slots: [...this.#slots.values()], ...this.#primaries };
        await writeFile(files.maintenancePage, maintenancePage());
        await writeFile(file, balancerSettings(ports, files, wanted));
        return { command: program, args: ['-db', '-f', file] };
      },
      check: async () => {
        await runtimeCommand(this.#socket, 'show version');
      },
      // It ends at once; replicas are drained before, when that matters.
      stop: { signal: 'SIGTERM', limitMilliseconds: 2_000 },
    });
  }

  start(): Promise<void> {
    return this.#process.start();
  }

  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Ends the process at once; the supervisor starts it again. */
  kill(): Promise<void> {
    return this.#process.kill();
  }

  status(): PartStatus {
    return this.#process.status();
  }

  /**
   * Sends requests to a replica, more and more during its first seconds.
   * @returns the number of its slot
   */
  async add(port: number): Promise<number> {
    const number = Array.from({ length: slots }, (_, index) => index + 1).find(
      (one) => !this.#slots.has(one),
    );
    if (number === undefined) {
      throw new Error(`The load balancer has places for ${slots} replicas, and all are taken.`);
    }
    this.#slots.set(number, { number, port, state: 'ready' });
    const server = `replicas/slot${number}`;
    await this.#command(
      `set server ${server} addr 127.0.0.1 port ${port}`,
      `set server ${server} state ready`,
    );
    return number;
  }

  /** Sends no new requests to a replica, and waits for those under way. */
  async drain(number: number): Promise<void> {
    const slot = this.#slots.get(number);
    if (slot === undefined) {
      return;
    }
    this.#slots.set(number, { ...slot, state: 'drain' });
    await this.#command(`set server replicas/slot${number} state drain`);
    await waitUntil(
      `requests of slot ${number} to end`,
      async () => ((await this.states()).get(`replicas/slot${number}`)?.current === 0 ? true : undefined),
      drainLimit,
    ).catch(() => undefined);
  }

  /** Forgets a replica; connections to it are cut. */
  async remove(number: number): Promise<void> {
    this.#slots.delete(number);
    await this.#command(
      `set server replicas/slot${number} state maint`,
      `shutdown sessions server replicas/slot${number}`,
    );
  }

  /** Waits until the load balancer itself finds a replica up. */
  async becomesUp(number: number, limitMilliseconds = 20_000): Promise<void> {
    await waitUntil(
      `the load balancer to find slot ${number} up`,
      async () =>
        /^UP/.test((await this.states()).get(`replicas/slot${number}`)?.status ?? '') ? true : undefined,
      limitMilliseconds,
    );
  }

  /** What it knows of its servers, by `replicas/slot1`, `postgres/primary` and `redis/primary`. */
  async states(): Promise<ReadonlyMap<string, ServerState>> {
    return serverStates(await runtimeCommand(this.#socket, 'show stat -1 4 -1'));
  }

  /** @throws when it cannot be asked at the moment */
  async traffic(): Promise<UserTraffic> {
    return userTraffic(await runtimeCommand(this.#socket, 'show stat -1 5 -1'));
  }

  #address(store: 'postgres' | 'redis'): StableAddress {
    const server = `${store}/primary`;
    const close = [`set server ${server} state maint`, `shutdown sessions server ${server}`];
    return {
      host: '127.0.0.1',
      port: this.ports[store],
      cut: async () => {
        this.#primaries[store] = undefined;
        await this.#command(...close);
      },
      point: async (port) => {
        if (this.#primaries[store] === port) {
          return;
        }
        this.#primaries[store] = port;
        const open = [`set server ${server} addr 127.0.0.1 port ${port}`, `set server ${server} state ready`];
        await this.#command(...close, ...open);
      },
    };
  }

  /** While HAProxy is down, what is wanted is in the configuration that it starts with next. */
  async #command(...commands: readonly string[]): Promise<void> {
    if (this.#process.process === undefined) {
      return;
    }
    try {
      await runtimeCommand(this.#socket, ...commands);
    } catch (error) {
      if (this.#process.process === undefined) {
        return;
      }
      // It may have started with a configuration from before the change: the next one has it.
      await this.#process.kill();
      throw error;
    }
  }
}
