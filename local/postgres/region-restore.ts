import { realpath, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type postgres from 'postgres';
import { PartFailure } from '../processes/part.ts';
import type { PartLog } from '../processes/part-log.ts';
import { BackupTool, stanza } from './backup-tool.ts';
import { Backups } from './backups.ts';
import { admin, app, type Credentials, loadCredentials } from './credentials.ts';
import { MemberFolder } from './member-folder.ts';
import { type PostgresPrograms, postgresPrograms } from './programs.ts';
import type { RecoveryTarget } from './recovery-target.ts';
import { type Recovered, restoreCluster } from './restore.ts';
import { Server } from './server.ts';
import { checkReach, makeOwned, own, serviceUser } from './service-user.ts';

/** The part of the recovery region's folder that pgBackRest keeps: backups and archived log. */
export function recoveryRepository(recoveryRegion: string): string {
  return path.join(recoveryRegion, 'database');
}

export interface RegionRestoreOptions {
  /** The recovery region's folder: all that is needed. */
  readonly recoveryRegion: string;
  /** An empty or new folder for the cluster. */
  readonly folder: string;
  readonly port: number;
  readonly target: RecoveryTarget;
  readonly log?: PartLog;
  readonly programs?: PostgresPrograms;
}

/** A cluster that was rebuilt from the recovery region. It archives nothing. */
export interface RestoredCluster {
  readonly recovered: Recovered;
  readonly port: number;
  readonly credentials: Credentials;
  /** A client of one connection with all rights, to the app's database unless told otherwise. The caller ends it. */
  connect(database?: string): postgres.Sql;
  /** Stops the server and deletes the cluster. */
  remove(): Promise<void>;
}

/**
 * Builds a new cluster from the recovery region's folder alone, as on a machine that has nothing else.
 * @throws PartFailure when the region has nothing to restore from
 */
export async function restoreFromRegion(options: RegionRestoreOptions): Promise<RestoredCluster> {
  const { port, target, log, recoveryRegion } = options;
  const programs = options.programs ?? (await postgresPrograms());
  const user = await serviceUser();
  await makeOwned(options.folder, user);
  const root = await realpath(options.folder);
  await checkReach(root, user);
  const credentials = await loadCredentials([recoveryRegion], false);
  if (credentials === undefined) {
    throw new PartFailure(
      `${recoveryRegion} has no secrets/postgres.json: without the passwords, a restored cluster cannot be used.`,
    );
  }
  const passwordFile = path.join(root, 'pgpass');
  await writePasswordFile(passwordFile, credentials);
  await own(passwordFile, user);
  const repository = await realpath(recoveryRepository(recoveryRegion));
  const tool = new BackupTool({
    ...{ program: programs.backups, user, passwordFile, keepFull: 2 },
    ...{ folder: path.join(root, 'restore'), repositories: [repository] },
  });
  await tool.prepare();
  const backups = new Backups(tool, [{ region: 'recovery-region', folder: repository }]);
  if ((await backups.list()).length === 0) {
    throw new PartFailure(`${repository} has no finished backup: nothing can be restored from it.`);
  }
  const server = new Server({
    ...{ folder: new MemberFolder(root, user), program: programs.postgres, user, log },
    adminPassword: credentials.adminPassword,
    settings: {
      ...{ name: 'restored', port, follows: undefined, archiveCommand: undefined, archiveTimeoutSeconds: 0 },
      ...{ statements: programs.statements, more: {} },
    },
  });
  const recovered = await restoreCluster(server, tool, target, user);
  return {
    recovered,
    port,
    credentials,
    connect: (database = app.database) => server.connect(database),
    remove: async () => {
      await server.kill();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Whether a recovery region has an archive of a cluster. */
export async function hasArchive(recoveryRegion: string): Promise<boolean> {
  const file = path.join(recoveryRepository(recoveryRegion), 'backup', stanza, 'backup.info');
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** Writes what libpq's programs prove themselves with. */
export async function writePasswordFile(file: string, { adminPassword }: Credentials): Promise<void> {
  await writeFile(file, `*:*:*:${admin}:${adminPassword}\n`, { mode: 0o600 });
}
