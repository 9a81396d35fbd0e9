import { realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { StableAddress } from '../platform/stores.ts';
import type { Events } from '../processes/events.ts';
import type { PartLog } from '../processes/part-log.ts';
import { BackupTool } from './backup-tool.ts';
import { Backups } from './backups.ts';
import { admin, type Credentials, loadCredentials } from './credentials.ts';
import { MemberFolder } from './member-folder.ts';
import { type MemberName, otherMember, PairStateFile } from './pair-state.ts';
import { type PostgresPrograms, postgresPrograms } from './programs.ts';
import type { RecoveryTarget } from './recovery-target.ts';
import { recoveryRepository, writePasswordFile } from './region-restore.ts';
import type { RejoinOptions } from './rejoin.ts';
import { type Recovered, restoreCluster } from './restore.ts';
import { Server } from './server.ts';
import { checkReach, makeOwned, own, type ServiceUser, serviceUser } from './service-user.ts';
import { defaultTiming, type Timing } from './timing.ts';

export interface PairOptions {
  /** What is lost with the primary region: the servers, their memory, and the first repository. */
  readonly primaryRegion: string;
  /** What remains: the second repository and the secrets. */
  readonly recoveryRegion: string;
  readonly ports: Readonly<Record<MemberName, number>>;
  /** Where the users of the database come in. */
  readonly address: Pick<StableAddress, 'cut' | 'point'>;
  readonly events: Events;
  /** Where a server's messages go. */
  readonly log?: (part: string) => PartLog;
  /** Seconds within which a commit reaches the archive of both regions: what the loss of a region may cost. @default 60 */
  readonly archiveSeconds?: number;
  /** Full backups that each region keeps. @default 2 */
  readonly keepFull?: number;
  readonly timing?: Partial<Timing>;
  /** Further settings of both servers. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly programs?: PostgresPrograms;
}

/** Seconds of `archiveSeconds` that are left for copying a segment to both regions, at most half of them. */
const copyAllowance = 10;

/** Everything that a pair is made of, with its folders in place and nothing running. */
export class PairParts {
  readonly servers: Readonly<Record<MemberName, Server>>;
  readonly stateFile: PairStateFile;
  readonly backups: Backups;
  readonly address: PairOptions['address'];
  readonly events: Events;
  readonly timing: Timing;
  readonly credentials: Credentials;
  readonly programs: PostgresPrograms;
  readonly user: ServiceUser | undefined;
  readonly recoveryRegion: string;
  /** What `rejoin` needs beside the servers. */
  readonly rejoining: Pick<RejoinOptions, 'programs' | 'version' | 'user' | 'passwordFile'>;
  readonly #restoreTool: BackupTool;

  private constructor(parts: {
    options: PairOptions;
    programs: PostgresPrograms;
    user: ServiceUser | undefined;
    credentials: Credentials;
    folders: { primary: string; recovery: string; own: string };
  }) {
    const { options, programs, user, credentials, folders } = parts;
    this.address = options.address;
    this.events = options.events;
    this.timing = { ...defaultTiming, ...options.timing };
    this.credentials = credentials;
    this.programs = programs;
    this.user = user;
    this.recoveryRegion = folders.recovery;
    this.stateFile = new PairStateFile(path.join(folders.primary, 'postgres.json'));
    const passwordFile = path.join(folders.own, 'pgpass');
    const repositories = [
      { region: 'primary-region', folder: path.join(folders.primary, 'backups') },
      { region: 'recovery-region', folder: recoveryRepository(folders.recovery) },
    ] as const;
    const common = { program: programs.backups, user, passwordFile, keepFull: options.keepFull ?? 2 };
    const tool = new BackupTool({
      ...common,
      folder: path.join(folders.own, 'archive'),
      repositories: repositories.map(({ folder }) => folder),
    });
    this.#restoreTool = new BackupTool({
      ...common,
      folder: path.join(folders.own, 'restore'),
      repositories: [recoveryRepository(folders.recovery)],
    });
    this.backups = new Backups(tool, repositories);
    this.rejoining = { programs, version: programs.version, user, passwordFile };
    const promised = options.archiveSeconds ?? 60;
    const server = (name: MemberName) => {
      const folder = new MemberFolder(path.join(folders.primary, name), user);
      return new Server({
        ...{ folder, program: programs.postgres, user, adminPassword: credentials.adminPassword },
        log: options.log?.(name),
        settings: {
          ...{
            name,
            port: options.ports[name],
            statements: programs.statements,
            more: options.settings ?? {},
          },
          follows: { port: options.ports[otherMember(name)], user: admin, passwordFile },
          archiveCommand: tool.archiveCommand(folder.data),
          archiveTimeoutSeconds: Math.max(1, promised - Math.min(copyAllowance, Math.ceil(promised / 2))),
        },
      });
    };
    this.servers = { 'postgres-a': server('postgres-a'), 'postgres-b': server('postgres-b') };
    this.#tools = [tool, this.#restoreTool];
  }

  readonly #tools: readonly BackupTool[];

  /**
   * Finds the programs, makes the folders, and ends what a killed platform has left running in them.
   * @throws ProgramError, PartFailure
   */
  static async prepare(options: PairOptions): Promise<PairParts> {
    const programs = options.programs ?? (await postgresPrograms());
    const user = await serviceUser();
    const [primary, recovery] = [
      await realpath(options.primaryRegion),
      await realpath(options.recoveryRegion),
    ];
    const ownFolder = path.join(primary, 'postgres');
    await makeOwned(ownFolder, user);
    await checkReach(ownFolder, user);
    const credentials = await loadCredentials([primary, recovery], true);
    if (credentials === undefined) {
      throw new Error('The passwords of PostgreSQL could not be made.');
    }
    const folders = { primary, recovery, own: ownFolder };
    const parts = new PairParts({ options, programs, user, credentials, folders });
    const passwordFile = path.join(ownFolder, 'pgpass');
    await writePasswordFile(passwordFile, credentials);
    await own(passwordFile, user);
    for (const tool of parts.#tools) {
      await tool.prepare();
    }
    for (const server of Object.values(parts.servers)) {
      await makeOwned(server.folder.root, user);
      await server.kill();
    }
    return parts;
  }

  /** Rebuilds a server from the recovery region and leaves it running. */
  async restore(name: MemberName, target: RecoveryTarget): Promise<Recovered> {
    return restoreCluster(this.servers[name], this.#restoreTool, target, this.user);
  }

  /** Moves a server's data out of the way; what was moved before is deleted. */
  async setAside(name: MemberName): Promise<void> {
    const { folder } = this.servers[name];
    const aside = `${folder.root}.replaced`;
    await rm(aside, { recursive: true, force: true });
    await rename(folder.root, aside);
    await makeOwned(folder.root, this.user);
  }

  /** Undoes {@link setAside}. */
  async putBack(name: MemberName): Promise<void> {
    const { folder } = this.servers[name];
    await this.servers[name].kill();
    await rm(folder.root, { recursive: true, force: true });
    await rename(`${folder.root}.replaced`, folder.root);
  }
}
