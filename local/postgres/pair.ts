import { setTimeout as sleep } from 'node:timers/promises';
import type postgres from 'postgres';
import type { DatabaseAccess, StorePair } from '../platform/stores.ts';
import { PartFailure, type PartStatus } from '../processes/part.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { archiveAgainAfter, archiveFinishedBeforePromotion } from './archive-mark.ts';
import type { Backup, BackupKind } from './backups.ts';
import { Controller } from './controller.ts';
import { app } from './credentials.ts';
import { findCluster } from './find-cluster.ts';
import { PairMemory } from './pair-memory.ts';
import { type PairOptions, PairParts } from './pair-parts.ts';
import { type MemberName, memberNames, otherMember } from './pair-state.ts';
import type { ArchiveFacts } from './probe.ts';
import { openForWrites, type Promotion } from './promotion.ts';
import type { RecoveryTarget } from './recovery-target.ts';
import { rejoin } from './rejoin.ts';
import type { Recovered } from './restore.ts';
import type { Server } from './server.ts';
import { endSynchronous } from './synchronous-standby.ts';

export type { PairOptions } from './pair-parts.ts';

/** Seconds that a start waits for the standby; then the platform serves without it. */
export const standbyPatience = 30;

/**
 * PostgreSQL with a synchronous standby and an archive in two regions: the local counterpart of an RDS Multi-AZ instance with backups that
 * are replicated to another region.
 */
export class PostgresPair implements StorePair {
  readonly #options: PairOptions;
  #parts: PairParts | undefined;
  #memory: PairMemory | undefined;
  #controller: Controller | undefined;
  #tending: Promise<void> = Promise.resolve();
  #stopping = new AbortController();
  readonly #since = new Map<MemberName, { state: string; at: string }>();

  constructor(options: PairOptions) {
    this.#options = options;
  }

  /** How the app signs in. */
  get access(): DatabaseAccess {
    if (this.#parts === undefined) {
      throw new Error('PostgreSQL has no passwords before its first start: call start() first.');
    }
    return { ...app, password: this.#parts.credentials.appPassword };
  }

  /** The server that takes writes. */
  get primary(): Server {
    return this.#started.controller.primary;
  }

  get standby(): Server {
    const { memory } = this.#started;
    return this.server(otherMember(memory.state.primary));
  }

  /** Whether every acknowledged commit is on both servers. */
  get synchronous(): boolean {
    return this.#started.memory.state.synchronous;
  }

  /** All promotions since the start, oldest first. */
  get promotions(): readonly Promotion[] {
    return this.#controller?.promotions ?? [];
  }

  /** What the last probe saw of the archive. */
  get archive(): ArchiveFacts {
    return this.#started.controller.archive;
  }

  server(name: MemberName): Server {
    return this.#started.parts.servers[name];
  }

  async start(): Promise<void> {
    if (this.#controller !== undefined) {
      return;
    }
    this.#stopping = new AbortController();
    const parts = await PairParts.prepare(this.#options);
    this.#parts = parts;
    try {
      await this.#startServers(parts);
    } catch (error) {
      await this.stop();
      throw error instanceof PartFailure ? error : new PartFailure(message(error));
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#controller?.stop();
    await this.#tending;
    const parts = this.#parts;
    if (parts !== undefined) {
      const { primary } = this.#memory?.state ?? { primary: memberNames[0] };
      // The primary first: it hands its last log to the standby before it ends.
      await parts.servers[primary].stop();
      await parts.servers[otherMember(primary)].stop();
    }
    this.#controller = undefined;
  }

  status(): readonly PartStatus[] {
    return memberNames.map((name) => this.#statusOf(name));
  }

  /** Starts a server again. The primary stays the primary. */
  async restart(name: string): Promise<void> {
    const { controller, memory, parts } = this.#started;
    const server = memberNames.filter((one) => one === name).map((one) => parts.servers[one])[0];
    if (server === undefined) {
      throw new Error(`There is no ${name}: the servers are ${memberNames.join(' and ')}.`);
    }
    await controller.exclusively(async () => {
      const primary = memory.state.primary === name;
      await server.stop();
      if (primary) {
        await server.start(memory.state.synchronous ? otherMember(memory.state.primary) : undefined);
      } else if (await server.folder.isStandby()) {
        await server.start();
      }
      this.#options.events.add(name, 'restarted', 'on demand');
    });
  }

  /** Promotes the standby, as "reboot with failover" does. */
  failOver(reason = 'on demand'): Promise<Promotion> {
    return this.#started.controller.failOver(reason);
  }

  /** Waits until every acknowledged commit is on both servers. */
  async whenSynchronous(limitMilliseconds = 60_000): Promise<void> {
    const waits = 'commits to wait for the standby';
    const following = async () =>
      this.synchronous && this.#started.controller.standbyTrouble === undefined ? true : undefined;
    await waitUntil(waits, following, limitMilliseconds);
  }

  /** A client of one connection with all rights to the primary of this moment. The caller ends it. */
  connect(database: string = app.database): postgres.Sql {
    return this.primary.connect(database);
  }

  /** Backs the primary up in both regions. */
  backup(kind: BackupKind = 'full'): Promise<void> {
    return this.#started.parts.backups.take(this.primary, kind, undefined, this.#stopping.signal);
  }

  /** The backups of both regions, oldest first. */
  backups(): Promise<Backup[]> {
    return this.#started.parts.backups.list();
  }

  /** Closes the begun segment of the log, and waits until both regions have it. */
  async archiveNow(limitMilliseconds = 60_000): Promise<void> {
    const { primary } = this;
    await primary.use(async (sql) => {
      const [row] = await sql<{ segment: string }[]>`select pg_walfile_name(pg_switch_wal()) as segment`;
      const wanted = row?.segment ?? '';
      await waitUntil(
        `${wanted} to be archived`,
        async () => {
          const [last] = await sql<
            { wal: string | null }[]
          >`select last_archived_wal as wal from pg_stat_archiver`;
          return (last?.wal ?? '').slice(0, 24) >= wanted ? true : undefined;
        },
        limitMilliseconds,
      );
    });
  }

  /**
   * Replaces both servers' data by what the recovery region has, up to the target. The data before is kept beside each server's folder,
   * once, as `<server>.replaced`. When that fails, everything is as before.
   * @param mend what is done to the restored server before anybody else is let in
   */
  async replaceWith(
    target: RecoveryTarget,
    mend: (restored: Server) => Promise<void> = async () => undefined,
  ): Promise<Recovered> {
    const { parts, memory } = this.#started;
    await this.#options.address.cut();
    await this.stop();
    const name = memory.state.primary;
    await memory.change({ synchronous: false, epoch: memory.state.epoch + 1 });
    const restoring = parts.setAside(name).then(async () => {
      const restored = await parts.restore(name, target);
      await mend(parts.servers[name]);
      return restored;
    });
    const recovered = await restoring.catch(async (error: unknown) => {
      await parts.putBack(name);
      await this.start();
      throw error;
    });
    await parts.servers[otherMember(name)].folder.discardData();
    await parts.servers[name].stop();
    await this.start();
    this.#options.events.add(name, 'restored', `from the recovery region, timeline ${recovered.timeline}`);
    return recovered;
  }

  /** Takes the standby away with its data, does something to its machine, and has it copied anew. */
  async replaceStandby(work: (folder: string) => Promise<void>): Promise<void> {
    const { controller, memory } = this.#started;
    await controller.exclusively(async () => {
      // From here on it may not be promoted.
      await endSynchronous(this.primary, memory);
      const { standby } = this;
      await standby.kill();
      await standby.folder.discardData();
      await work(standby.folder.root);
    });
  }

  async #startServers(parts: PairParts): Promise<void> {
    const { address, events, timing } = parts;
    const found = await findCluster(parts);
    const memory = await PairMemory.remember(parts.stateFile, found.state);
    this.#memory = memory;
    events.add(found.state.primary, found.how, found.detail);
    const controller = new Controller({
      ...{ servers: parts.servers, memory, address, events, timing },
      bring: async (standby, primary, copyAnew, signal) => {
        const { folder } = standby;
        const intact =
          (await folder.isComplete()) && (await folder.isStandby()) && !(await folder.isFenced());
        const how =
          intact && !copyAnew
            ? 'as it was'
            : await rejoin({ ...parts.rejoining, server: standby, primary, signal, copyAnew });
        await standby.start();
        return how;
      },
    });
    await this.#openPrimary(parts, memory);
    this.#controller = controller;
    if (found.how === 'created' || found.how === 'restored') {
      await parts.backups.prepare(controller.primary);
    }
    await address.point(controller.primary.port);
    controller.start();
    const limit = standbyPatience * 1_000;
    await this.whenSynchronous(limit).catch(() =>
      events.add(this.standby.name, 'late', 'serving without it'),
    );
    this.#tending = this.#tendBackups(parts);
  }

  /** Starts the primary, or finishes a promotion that a crash interrupted. */
  async #openPrimary(parts: PairParts, memory: PairMemory): Promise<void> {
    const { primary, synchronous, epoch } = memory.state;
    const [server, other] = [parts.servers[primary], otherMember(primary)];
    if (!server.running) {
      try {
        await server.start(synchronous ? other : undefined);
      } catch (error) {
        const { folder } = parts.servers[other];
        if (!synchronous || !(await folder.isStandby()) || !(await folder.isComplete())) {
          throw error;
        }
        parts.events.add(primary, 'lost', message(error));
        await server.folder.fence();
        await memory.change({ primary: other, synchronous: false, epoch: epoch + 1 });
        await parts.servers[other].start();
      }
    }
    const opened = parts.servers[memory.state.primary];
    if (await opened.folder.isStandby()) {
      await archiveAgainAfter(opened.folder.data, undefined);
      await openForWrites(opened);
      await archiveFinishedBeforePromotion(opened.folder);
      parts.events.add(
        memory.state.primary,
        'promoted',
        'at the start: the other one is out of date or lost',
      );
    }
  }

  /** The archive is checked, and each region gets its first backup, while the platform serves already. */
  async #tendBackups({ backups, events }: PairParts): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await backups.prepare(this.primary);
        const missing = await backups.missing();
        if (missing.length > 0) {
          await backups.take(this.primary, 'full', missing, signal);
          events.add(this.primary.name, 'backup', `first backup in ${missing.join(' and ')}`);
        }
        return;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        events.add(this.primary.name, 'backup failed', message(error));
        await sleep(10_000, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  #statusOf(name: MemberName): PartStatus {
    const server = this.#parts?.servers[name];
    const controller = this.#controller;
    const primary = this.#memory?.state.primary === name;
    const trouble = primary ? controller?.primaryTrouble : controller?.standbyTrouble;
    const state = !server?.running
      ? controller === undefined
        ? 'stopped'
        : 'failed'
      : trouble === undefined
        ? 'running'
        : 'unhealthy';
    const before = this.#since.get(name);
    const since = before?.state === state ? before.at : new Date().toISOString();
    this.#since.set(name, { state, at: since });
    const detail = trouble ?? (primary ? this.#primaryDetail(controller) : 'has every acknowledged commit');
    return {
      ...{ name, role: primary ? 'primary' : 'standby', state, since, restarts: server?.restarts ?? 0 },
      ...(server?.pid === undefined ? {} : { pid: server.pid }),
      port: this.#options.ports[name],
      ...(controller === undefined ? {} : { detail }),
    };
  }

  #primaryDetail(controller: Controller | undefined): string {
    if (controller === undefined) {
      return '';
    }
    const { lastArchivedAt, failingSince } = controller.archive;
    const alone = this.synchronous ? 'commits wait for the standby' : 'commits wait for no standby';
    if (failingSince !== undefined) {
      return `${alone}; archiving fails since ${failingSince.toISOString()}`;
    }
    return lastArchivedAt === undefined ? alone : `${alone}; archived ${lastArchivedAt.toISOString()}`;
  }

  get #started(): { parts: PairParts; memory: PairMemory; controller: Controller } {
    const [parts, memory, controller] = [this.#parts, this.#memory, this.#controller];
    if (parts === undefined || memory === undefined || controller === undefined) {
      throw new Error('PostgreSQL is not started: call start() first.');
    }
    return { parts, memory, controller };
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
