import { PartFailure } from '../processes/part.ts';
import { waitUntil } from '../processes/wait-until.ts';
import type { BackupTool } from './backup-tool.ts';
import { describeTarget, type RecoveryTarget, targetOptions } from './recovery-target.ts';
import { ProgramFailure } from './run-program.ts';
import type { Server } from './server.ts';
import { makeOwned, type ServiceUser } from './service-user.ts';

/** Milliseconds that copying a backup, and replaying the log, may take. */
const copyLimit = 1_800_000;
const replayLimit = 1_800_000;

/** How far a recovery came. */
export interface Recovered {
  /** When the last transaction was committed that is there again. `undefined`: none since the backup. */
  readonly lastCommitAt: Date | undefined;
  /** The name of the cluster's history since, which differs from all others of the archive. */
  readonly timeline: number;
}

/**
 * Rebuilds a cluster from an archive alone: copies the backup, replays the log up to the target, and leaves the server running and open
 * for writes.
 * @param server one whose data may be thrown away
 * @param tool pgBackRest with the archive as its only repository
 * @throws when there is no backup, or the archive does not reach the target
 */
export async function restoreCluster(
  server: Server,
  tool: BackupTool,
  target: RecoveryTarget,
  user: ServiceUser | undefined,
): Promise<Recovered> {
  const { folder } = server;
  await server.kill();
  await folder.discardData();
  await folder.unfence();
  await makeOwned(folder.data, user);
  const args = [`--pg1-path=${folder.data}`, ...targetOptions(target), '--log-level-stderr=error', 'restore'];
  await tool.run(args, copyLimit).catch((error: unknown) => {
    if (error instanceof ProgramFailure && error.message.includes('unable to find backup set')) {
      throw new PartFailure(
        `No backup was finished before ${describeTarget(target)} (pgBackRest counts in whole seconds): choose a later target, or the latest.`,
      );
    }
    throw error;
  });
  const recovered = await replay(server).catch((error: unknown) => {
    if (server.lastLines.includes('recovery ended before configured recovery target was reached')) {
      throw new PartFailure(
        `The archive does not reach ${describeTarget(target)}: choose an earlier target, or the latest.`,
      );
    }
    throw error;
  });
  await folder.markComplete();
  return recovered;
}

async function replay(server: Server): Promise<Recovered> {
  await server.start();
  await waitUntil(
    `${server.name} to replay the archive`,
    async () => {
      if (!server.running) {
        return 'ended' as const;
      }
      // A server that cannot reach its target ends, and its sessions a moment before it.
      const recovering = await server
        .use((sql) => sql`select pg_is_in_recovery() as yes`)
        .catch(() => undefined);
      return recovering?.[0]?.yes === false ? ('open' as const) : undefined;
    },
    replayLimit,
  );
  if (!server.running) {
    throw new Error(`${server.name} ended while it replayed the archive: ${server.lastLines}`);
  }
  return server.use(async (sql) => {
    // What the restore wrote there is about this recovery, and would lead the next one astray.
    for (const name of [
      'restore_command',
      'recovery_target_time',
      'recovery_target_lsn',
      'recovery_target_action',
      'recovery_target_inclusive',
      'recovery_target',
    ]) {
      await sql.unsafe(`alter system reset ${name}`);
    }
    await sql`checkpoint`;
    const [row] = await sql<{ at: Date | null; timeline: number }[]>`
      select pg_last_xact_replay_timestamp() as at, timeline_id as timeline from pg_control_checkpoint()`;
    return { lastCommitAt: row?.at ?? undefined, timeline: row?.timeline ?? 1 };
  });
}
