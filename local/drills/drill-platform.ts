import { rm } from 'node:fs/promises';
import { AlreadyRunning, ControlServer } from '../control/control-server.ts';
import { LocalFolder } from '../folder/local-folder.ts';
import { LivePage } from '../live-page/live-page.ts';
import { LocalPlatform } from '../platform/local-platform.ts';
import type { Events, PlatformEvent } from '../processes/events.ts';
import { freePort } from '../processes/free-port.ts';
import { PartFailure } from '../processes/part.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { unmountBelow } from './faults/small-disk.ts';

type Progress = (line: string) => void;

/** Milliseconds that a replica may take to start: the load of the drill goes on meanwhile. */
const startLimit = 180_000;

/** Milliseconds until everything must run again after a drill. */
const wholeLimit = 180_000;

/** The platform that drills run on: one of its own, so that nothing happens to the one that is up. */
export class DrillPlatform {
  /** What shows the platform and its drill in a browser. */
  readonly page: LivePage;
  readonly #folder: LocalFolder;
  readonly #control: ControlServer;
  readonly #replicas: number;
  readonly #httpPort: number;
  readonly #progress: Progress;
  readonly #events: Events[] = [];
  #platform: LocalPlatform | undefined;
  #replacing: Promise<unknown> = Promise.resolve();

  private constructor(parts: {
    readonly page: LivePage;
    readonly folder: LocalFolder;
    readonly control: ControlServer;
    readonly replicas: number;
    readonly httpPort: number;
    readonly progress: Progress;
  }) {
    this.page = parts.page;
    this.#folder = parts.folder;
    this.#control = parts.control;
    this.#replicas = parts.replicas;
    this.#httpPort = parts.httpPort;
    this.#progress = parts.progress;
  }

  /**
   * Takes a folder for drills. Nothing runs yet.
   * @throws PartFailure when drills run there already, or the folder cannot be used
   */
  static async open(options: {
    readonly folder: string;
    readonly replicas: number;
    readonly progress: Progress;
  }): Promise<DrillPlatform> {
    const { replicas, progress } = options;
    const folder = new LocalFolder(options.folder);
    await folder.make();
    const control = await takeFolder(folder);
    try {
      const httpPort = await freePort();
      const page = await LivePage.start(httpPort + 1, progress);
      return new DrillPlatform({ page, folder, control, replicas, httpPort, progress });
    } catch (error) {
      await control.close();
      throw error;
    }
  }

  /** The platform of this moment. */
  get platform(): LocalPlatform {
    if (this.#platform === undefined) throw new Error('The platform of the drills has not been started.');
    return this.#platform;
  }

  get folder(): LocalFolder {
    return this.#folder;
  }

  get replicas(): number {
    return this.#replicas;
  }

  /** What happened since a moment, also on platforms that were replaced. */
  eventsSince(moment: number): PlatformEvent[] {
    return this.#events
      .flatMap((events) => events.last())
      .filter(({ at }) => Date.parse(at) >= moment)
      .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  }

  /** Starts it with new data. What was there is deleted, but for the releases. */
  async startAnew(): Promise<void> {
    await this.#platform?.stop();
    this.#events.length = 0;
    // A small disk that a killed drill has left cannot be deleted.
    await unmountBelow(this.#folder.root);
    const { primaryRegion, recoveryRegion, events } = this.#folder;
    for (const path of [primaryRegion, recoveryRegion, events]) {
      await rm(path, { recursive: true, force: true });
    }
    await this.#folder.make();
    const platform = LocalPlatform.start(
      {
        ...{ folder: this.#folder.root, replicas: this.#replicas, httpPort: this.#httpPort },
        ...{ seed: 'small', peers: true, startLimitMilliseconds: startLimit, livePage: this.page },
      },
      this.#progress,
    );
    this.#take(platform);
    await platform.ready();
  }

  /** Puts another platform in the place of one that has ended. */
  async replace(start: () => Promise<LocalPlatform>): Promise<void> {
    const starting = start();
    this.#replacing = starting.catch(() => undefined);
    this.#take(await starting);
  }

  /**
   * Resolves when every part runs, commits wait for the standby, the cache has a replica, and both regions have a backup and what was
   * written up to now.
   */
  async whole(): Promise<void> {
    const { platform } = this;
    await waitUntil(
      'every part of the platform to run',
      async () => {
        const others = platform.status().parts.filter(({ state }) => state !== 'running');
        if (others.length === 0) return true;
        throw new Error(others.map(({ name, state, detail }) => `${name} is ${state}: ${detail}`).join('; '));
      },
      wholeLimit,
    );
    await platform.postgres.whenSynchronous(wholeLimit);
    await platform.redis.whenFollowing(wholeLimit);
    await waitUntil(
      'a backup in both regions',
      async () =>
        new Set((await platform.postgres.backups()).map(({ region }) => region)).size === 2
          ? true
          : undefined,
      wholeLimit,
    );
    await platform.postgres.archiveNow(wholeLimit);
  }

  /** Ends the platform. One that is being started in another's place ends as well, once it can be told to. */
  async stop(): Promise<void> {
    await Promise.all([this.#platform?.stop(), this.#replacing]);
    await this.#platform?.stop();
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.stop();
    await unmountBelow(this.#folder.root);
    await this.page.close();
    await this.#control.close();
  }

  #take(platform: LocalPlatform): void {
    this.#platform = platform;
    this.#events.push(platform.events);
    this.page.show(platform);
  }
}

async function takeFolder(folder: LocalFolder): Promise<ControlServer> {
  try {
    const control = await ControlServer.listen(folder.controlSocket);
    control.offer({ ping: async () => 'pong' });
    return control;
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    throw new PartFailure(
      `Drills run in ${folder.root} already: wait for them to end, or name another folder with --folder.`,
    );
  }
}
