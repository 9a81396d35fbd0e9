import { AppReplicas } from '../app/app-replicas.ts';
import { buildRelease } from '../app/build-in-process.ts';
import { type Release, Releases } from '../app/releases.ts';
import { Balancer } from '../balancer/balancer.ts';
import { LocalFolder } from '../folder/local-folder.ts';
import { Ports } from '../folder/ports.ts';
import { loadSecrets } from '../folder/secrets.ts';
import type { LivePage } from '../live-page/live-page.ts';
import { Events, type PlatformEvent } from '../processes/events.ts';
import { PartFailure, type PartStatus } from '../processes/part.ts';
import type { Supervised } from '../processes/supervised.ts';
import { findPrograms } from './find-programs.ts';
import { openStores, type Stores } from './open-stores.ts';
import { peerEnvironment, peerParts } from './peers.ts';
import { type SeedAmount, seedOnce } from './seed.ts';

export interface LocalPlatformOptions {
  /** Where it keeps everything. */
  readonly folder: string;
  /** Replicas of the app. */
  readonly replicas: number;
  /** The port for people; the next free one is taken when it is in use. @default 8080 */
  readonly httpPort?: number;
  readonly seed: SeedAmount;
  /** Whether the stand-ins for other services run. */
  readonly peers: boolean;
  /** Milliseconds until a replica must be ready. @default 60,000 */
  readonly startLimitMilliseconds?: number;
  /** A release to run instead of a build of the sources. */
  readonly release?: string;
  /** What shows the platform: `status` tells its address, and the load balancer tells it the time of each request. */
  readonly livePage?: Pick<LivePage, 'address' | 'requestTimes'>;
}

/** What `status` shows. */
export interface PlatformStatus {
  readonly address: string;
  /** Where the platform can be watched in a browser. */
  readonly livePage?: string;
  readonly release: string | undefined;
  readonly startedAt: string;
  /** The process of the supervisor. */
  readonly pid: number;
  readonly parts: readonly PartStatus[];
  /** What happened last, oldest first. */
  readonly events: readonly PlatformEvent[];
}

type Progress = (line: string) => void;

/** The port that people are given when it is free. */
export const usualPort = 8080;

/** The whole platform on this machine. Everything that runs is a child of this process and ends with it. */
export class LocalPlatform {
  readonly folder: LocalFolder;
  readonly events: Events;
  readonly #options: LocalPlatformOptions;
  readonly #progress: Progress;
  readonly #releases: Releases;
  readonly #stopping = new AbortController();
  readonly #startedAt = new Date();
  #starting: Promise<void> = Promise.resolve();
  #running: Partial<Running> = {};
  #peers: readonly Supervised[] = [];
  #address = '';

  private constructor(options: LocalPlatformOptions, progress: Progress) {
    this.folder = new LocalFolder(options.folder);
    this.events = new Events(this.folder.events);
    this.#options = options;
    this.#progress = progress;
    this.#releases = new Releases(this.folder.releases);
  }

  /**
   * Begins to start the platform in a folder that exists and belongs to nobody else; await {@link ready}.
   * @param progress told what was done, line by line
   */
  static start(options: LocalPlatformOptions, progress: Progress): LocalPlatform {
    const platform = new LocalPlatform(options, progress);
    platform.#starting = platform.#start();
    // Whoever awaits `ready` is told; nobody else has to care.
    platform.#starting.catch(() => undefined);
    return platform;
  }

  /**
   * Resolves when everything serves.
   * @throws PartFailure or ProgramError, each one sentence; what was started is stopped by then
   */
  async ready(): Promise<void> {
    await this.#starting;
  }

  /** What it was started with. */
  get options(): LocalPlatformOptions {
    return this.#options;
  }

  /** Where people find the app. */
  get address(): string {
    return this.#address;
  }

  get balancer(): Balancer {
    return this.#parts.balancer;
  }

  get app(): AppReplicas {
    return this.#parts.app;
  }

  get postgres(): Stores['postgres'] {
    return this.#parts.stores.postgres;
  }

  get redis(): Stores['redis'] {
    return this.#parts.stores.redis;
  }

  get peers(): readonly Supervised[] {
    return this.#peers;
  }

  status(): PlatformStatus {
    const running = this.#running;
    const { livePage } = this.#options;
    return {
      address: this.#address,
      ...(livePage === undefined ? {} : { livePage: livePage.address }),
      release: running.app?.release?.id,
      startedAt: this.#startedAt.toISOString(),
      pid: process.pid,
      parts: [
        ...(running.balancer === undefined ? [] : [running.balancer.status()]),
        ...(running.app?.status() ?? []),
        ...(running.stores?.postgres.status() ?? []),
        ...(running.stores?.redis.status() ?? []),
        ...this.#peers.map((peer) => peer.status()),
      ],
      events: this.events.last(20),
    };
  }

  /** Builds the sources and deploys them, or deploys a release that is there. */
  async deploy(id: string | undefined, progress: Progress): Promise<Release> {
    const release = id === undefined ? await this.#build() : await this.#releases.find(id);
    await this.app.deploy(release, progress);
    return release;
  }

  /**
   * Starts one part again.
   * @throws when there is no such part
   */
  async restart(name: string): Promise<void> {
    const { balancer, app, stores } = this.#parts;
    const peer = this.#peers.find((one) => one.name === name);
    if (peer !== undefined) {
      await peer.stop();
      await peer.start();
    } else if (name === balancer.name) {
      await balancer.stop();
      await balancer.start();
    } else if (app.replicas.some((replica) => replica.name === name)) {
      await app.restart(name);
    } else {
      const store = [stores.postgres, stores.redis].find((pair) =>
        pair.status().some((one) => one.name === name),
      );
      if (store === undefined) {
        const known = this.status().parts.map((part) => part.name);
        throw new Error(`There is no part ${name}; there are ${known.join(', ')}.`);
      }
      await store.restart(name);
    }
    this.events.add(name, 'restarted', 'by command');
  }

  /** Ends everything, also while it is starting. Users are turned away first, so that the rest may end at once. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#stopParts();
    await this.#starting.catch(() => undefined);
    // What was about to start when the signal came.
    await this.#stopParts();
    await this.events.flush();
  }

  async #stopParts(): Promise<void> {
    const { balancer, app, stores } = this.#running;
    await balancer?.stop();
    await Promise.all([app?.stop(), ...this.#peers.map((peer) => peer.stop())]);
    await Promise.all([stores?.postgres.stop(), stores?.redis.stop()]);
  }

  async #start(): Promise<void> {
    try {
      await this.#startParts();
    } catch (error) {
      await this.#stopParts();
      await this.events.flush();
      throw error;
    }
  }

  async #startParts(): Promise<void> {
    const { folder, events } = this;
    const { replicas, seed, startLimitMilliseconds, livePage } = this.#options;
    const wanted = await this.#wantedRelease();
    const programs = await findPrograms(this.#progress);
    this.#progress(`folder: ${folder.root}`);
    if (livePage !== undefined) this.#progress(`live page: ${livePage.address}`);
    const ports = await Ports.load(folder.ports);
    const httpPort = await this.#httpPort(ports);
    const secrets = await loadSecrets(folder);
    const balancer = new Balancer({
      folder: folder.run,
      ports: {
        ...{ http: httpPort, postgres: await ports.take('postgres'), redis: await ports.take('redis') },
        ...(livePage === undefined ? {} : { requestTimes: livePage.requestTimes }),
      },
      program: programs.haproxy,
      log: folder.log('balancer'),
      events,
    });
    this.#running = { balancer };
    const stores = await openStores({ folder, ports, balancer, events });
    this.#running = { balancer, stores };
    const peerPorts = {
      'azure-openai': await ports.take('azure-openai'),
      dynamics: await ports.take('dynamics'),
    };
    const logOf = (part: string) => folder.log(part);
    this.#peers = this.#options.peers ? peerParts(peerPorts, { logOf, events }) : [];
    this.#address = `http://localhost:${httpPort}`;
    const release = wanted === undefined ? this.#step('app', () => this.#build()) : Promise.resolve(wanted);
    // It is awaited further down; until then its failure must not count as unhandled.
    release.catch(() => undefined);
    await this.#step('load balancer', () => balancer.start());
    await everyone([
      this.#step('PostgreSQL', () => stores.postgres.start()),
      this.#step('Redis', () => stores.redis.start()),
      ...this.#peers.map((peer) => this.#step(peer.name, () => peer.start())),
    ]);
    const database = { ...stores.postgres.access, port: balancer.ports.postgres };
    const seeding = { log: folder.log('seed'), signal: this.#stopping.signal };
    await this.#step('data', () => seedOnce(seed, database, seeding));
    const app = new AppReplicas({
      ...{ folder, ports, balancer, events, releases: this.#releases },
      surroundings: {
        ...{ database, httpPort, secrets },
        cache: { port: balancer.ports.redis, token: stores.redis.token },
        peers: this.#options.peers ? peerEnvironment(peerPorts) : {},
      },
      ...(startLimitMilliseconds === undefined ? {} : { startLimitMilliseconds }),
    });
    this.#running = { balancer, stores, app };
    const built = await release;
    await this.#step(`${replicas} replicas of release ${built.id}`, () => this.#startApp(app, built));
    await ports.save();
  }

  /** Starts a release, or the last good one when it does not come up. */
  async #startApp(app: AppReplicas, release: Release): Promise<void> {
    const { replicas } = this.#options;
    const good = await this.#releases.current();
    try {
      await app.start(release, replicas);
    } catch (error) {
      if (good === undefined || good.id === release.id || this.#stopping.signal.aborted) throw error;
      this.#progress(`Release ${release.id} does not come up, so ${good.id} is started: ${messageOf(error)}`);
      await app.start(good, replicas);
    }
  }

  /** @throws PartFailure at once when a release is asked for that is not there */
  async #wantedRelease(): Promise<Release | undefined> {
    const { release } = this.#options;
    try {
      return release === undefined ? undefined : await this.#releases.find(release);
    } catch (error) {
      throw new PartFailure(messageOf(error));
    }
  }

  #build(): Promise<Release> {
    return buildRelease(
      { releases: this.#releases, folder: this.folder.releases },
      { log: this.folder.log('build'), signal: this.#stopping.signal },
    );
  }

  async #httpPort(ports: Ports): Promise<number> {
    const wanted = this.#options.httpPort ?? usualPort;
    const port = await ports.takeFrom('http', wanted);
    if (port !== wanted) {
      this.#progress(`Port ${wanted} is in use by another program, so the platform listens on ${port}.`);
    }
    return port;
  }

  async #step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    if (this.#stopping.signal.aborted) throw new PartFailure('The platform was stopped while it started.');
    const result = await work();
    this.#progress(`${what}: ready after ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
    return result;
  }

  get #parts(): Running {
    const { balancer, stores, app } = this.#running;
    if (balancer === undefined || stores === undefined || app === undefined) {
      throw new Error('The platform is still starting: try again in a moment.');
    }
    return { balancer, stores, app };
  }
}

interface Running {
  readonly balancer: Balancer;
  readonly stores: Stores;
  readonly app: AppReplicas;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Waits for all, also when one has failed, so that nothing goes on in the background. */
async function everyone(all: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
