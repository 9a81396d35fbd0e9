import { rm } from 'node:fs/promises';
import type { Injected } from '../../../local/drills/fault.ts';
import { FAULTS } from '../../../local/drills/faults/index.ts';
import type { Stage } from '../../../local/drills/stage.ts';
import { LocalPlatform } from '../../../local/platform/local-platform.ts';
import { freePort } from '../../../local/processes/free-port.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';
import { newFolder } from '../platform/holdfast-command.ts';
import { Seller } from './seller.ts';

/** The machine of the tests is shared. */
const patience = 180_000;

/** A platform with two replicas for faults, and what was told of them. */
export class FaultsStage implements Stage {
  platform: LocalPlatform;
  readonly lines: string[] = [];
  readonly #ending = new AbortController();

  private constructor(platform: LocalPlatform) {
    this.platform = platform;
  }

  static async start(): Promise<FaultsStage> {
    const options = { folder: await newFolder(), replicas: 2, httpPort: await freePort() };
    const platform = LocalPlatform.start(
      { ...options, seed: 'small', peers: true, startLimitMilliseconds: 180_000 },
      () => undefined,
    );
    const stage = new FaultsStage(platform);
    await platform.folder.make();
    await platform.ready();
    await stage.archived();
    return stage;
  }

  readonly random = (): number => 0.6;
  readonly progress = (line: string): void => {
    this.lines.push(line);
  };
  readonly replacePlatform = async (start: () => Promise<LocalPlatform>): Promise<void> => {
    this.platform = await start();
  };

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Injects a fault, and forgets what was told of the one before. */
  async inject(name: string): Promise<Injected> {
    const fault = FAULTS.get(name);
    if (fault === undefined) throw new Error(`There is no fault ${name}.`);
    this.lines.length = 0;
    await fault.prepare?.(this);
    return fault.inject(this);
  }

  /** Waits for something that the platform must come to by itself. */
  async sees<Result>(what: string, look: () => Result | undefined): Promise<Result> {
    return waitUntil(what, async () => look(), patience);
  }

  /** Waits until all parts run, commits wait for the standby, and a write is read back by somebody who has just signed in. */
  async recovers(): Promise<void> {
    await waitUntil(
      'all parts to run',
      async () => {
        const { parts } = this.platform.status();
        const others = parts.filter(({ state }) => state !== 'running');
        if (others.length > 0) throw new Error(JSON.stringify(others));
        return true;
      },
      patience,
    );
    await this.platform.postgres.whenSynchronous(patience);
    await this.platform.redis.whenFollowing(patience);
    await waitUntil('a write to be read back', () => this.#writesAndReads(), patience);
  }

  /** Waits until both regions have a backup and what was written up to now. */
  async archived(): Promise<void> {
    await waitUntil(
      'backups in both regions',
      async () =>
        new Set((await this.platform.postgres.backups()).map(({ region }) => region)).size === 2
          ? true
          : undefined,
      patience,
    );
    await this.platform.postgres.archiveNow(patience);
  }

  /** The titles of all proposals. */
  async titles(): Promise<readonly string[]> {
    const rows = await this.platform.postgres.primary.use(
      (sql) => sql<{ title: string }[]>`select title from proposals`,
      'holdfast',
    );
    return rows.map(({ title }) => title);
  }

  /** Seconds by which the newest session was begun later than the database says, by the clock of the replica that began it. */
  async newestSessionAhead(): Promise<number> {
    const [row] = await this.platform.postgres.primary.use(
      (sql) => sql<{ ahead: number }[]>`
        select extract(epoch from created_at - clock_timestamp())::float as ahead
        from sessions order by age(xmin) limit 1`,
      'holdfast',
    );
    return row?.ahead ?? Number.NaN;
  }

  async remove(): Promise<void> {
    this.#ending.abort();
    await this.platform.stop();
    await rm(this.platform.folder.root, { recursive: true, force: true });
  }

  async #writesAndReads(): Promise<true> {
    const seller = await Seller.signIn(this.platform.address);
    const { id, title } = await seller.propose(`Proof ${performance.now()}`);
    if ((await seller.proposal(id)).title !== title) throw new Error('Another title was read back.');
    return true;
  }
}
