import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { PartFailure } from '../processes/part.ts';
import { type BackupTool, stanza } from './backup-tool.ts';
import type { Server } from './server.ts';

/** Where backups are: repository 1 is lost with the primary region, repository 2 is the recovery region's. */
export type Region = 'primary-region' | 'recovery-region';

export interface Backup {
  readonly label: string;
  readonly region: Region;
  readonly kind: 'full' | 'diff' | 'incr';
  readonly startedAt: Date;
  readonly finishedAt: Date;
}

/** Full: everything. Incremental: what changed since the last backup. */
export type BackupKind = 'full' | 'incr';

// https://pgbackrest.org/command.html#command-info: fields are only ever added between versions.
const report = z.array(
  z.object({
    status: z.object({ code: z.number() }),
    repo: z.array(z.object({ key: z.number(), status: z.object({ code: z.number() }) })).default([]),
    backup: z
      .array(
        z.object({
          label: z.string(),
          type: z.enum(['full', 'diff', 'incr']),
          timestamp: z.object({ start: z.number(), stop: z.number() }),
          database: z.object({ 'repo-key': z.number() }),
          // Whether it holds pages whose checksums are wrong; absent when nobody looked.
          error: z.boolean().nullish(),
        }),
      )
      .default([]),
  }),
);

/** Milliseconds for commands that only look, and for those that copy. */
const lookLimit = 60_000;
const copyLimit = 900_000;

/** The backups of a cluster, in all repositories of a tool. */
export class Backups {
  readonly #tool: BackupTool;
  readonly #regions: readonly Region[];
  readonly #folders: readonly string[];
  /** The tool refuses to do two things to a repository at a time. */
  #last: Promise<void> = Promise.resolve();

  /** @param repositories each repository's region and folder, in the tool's order */
  constructor(
    tool: BackupTool,
    repositories: readonly { readonly region: Region; readonly folder: string }[],
  ) {
    this.#tool = tool;
    this.#regions = repositories.map(({ region }) => region);
    this.#folders = repositories.map(({ folder }) => folder);
  }

  /** Makes the archive ready for a running primary. Does nothing to one that is. */
  prepare(server: Server): Promise<void> {
    const place = this.#tool.server(server.folder.data, server.port);
    return this.#alone(async () => {
      await this.#tool.run([...place, '--log-level-stderr=error', 'stanza-create'], lookLimit);
    });
  }

  /**
   * Deletes an archive without a single backup, which a cluster that was never finished has left: nothing can be restored from it, and a
   * new cluster may not continue it.
   */
  async discardUnused(): Promise<void> {
    if ((await this.list()).length > 0) {
      throw new PartFailure('The archive has backups of another cluster: move it away, or restore from it.');
    }
    for (const folder of this.#folders) {
      await rm(`${folder}/archive/${stanza}`, { recursive: true, force: true });
      await rm(`${folder}/backup/${stanza}`, { recursive: true, force: true });
    }
  }

  /** All finished backups, oldest first. */
  async list(): Promise<Backup[]> {
    const text = await this.#tool.run(['--output=json', '--log-level-stderr=off', 'info'], lookLimit);
    const backups = report.parse(JSON.parse(text)).flatMap(({ backup }) => backup);
    return backups
      .filter(({ error }) => error !== true)
      .map(({ label, type, timestamp, database }) => ({
        label,
        region: this.#regions[database['repo-key'] - 1] ?? 'recovery-region',
        kind: type,
        startedAt: new Date(timestamp.start * 1_000),
        finishedAt: new Date(timestamp.stop * 1_000),
      }))
      .sort((one, other) => one.finishedAt.getTime() - other.finishedAt.getTime());
  }

  /**
   * Backs a running primary up, in each region, after whatever backup is under way. Backups beyond the retention are removed, with the log
   * that only they needed.
   */
  take(server: Server, kind: BackupKind, regions = this.#regions, signal?: AbortSignal): Promise<void> {
    return this.#alone(() => this.#take(server, kind, regions, signal));
  }

  async #take(
    server: Server,
    kind: BackupKind,
    regions: readonly Region[],
    signal?: AbortSignal,
  ): Promise<void> {
    for (const [index, region] of this.#regions.entries()) {
      if (regions.includes(region)) {
        const place = [`--repo=${index + 1}`, ...this.#tool.server(server.folder.data, server.port)];
        await this.#tool.run(
          [...place, `--type=${kind}`, '--log-level-stderr=error', 'backup'],
          copyLimit,
          signal,
        );
      }
    }
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const done = this.#last.catch(() => undefined).then(work);
    this.#last = done;
    return done;
  }

  /** The regions that have no backup yet. */
  async missing(): Promise<Region[]> {
    const backups = await this.list();
    return this.#regions.filter((region) => !backups.some((backup) => backup.region === region));
  }
}
