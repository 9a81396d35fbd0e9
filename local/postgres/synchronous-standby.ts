import { waitUntil } from '../processes/wait-until.ts';
import type { PairMemory } from './pair-memory.ts';
import type { Server } from './server.ts';

/** Milliseconds that the standby may take to have everything. */
const limit = 10_000;

/**
 * Has commits wait for the standby, and remembers it once the standby has everything that was acknowledged before.
 * @throws when the standby does not catch up, or `signal` is aborted; then commits wait no longer
 */
export async function beginSynchronous(
  primary: Server,
  standby: Server,
  memory: PairMemory,
  signal: AbortSignal,
): Promise<void> {
  await primary.synchronize(standby.name);
  try {
    await waitUntil(
      `${primary.name} to wait for ${standby.name} at commits`,
      async () => {
        const [row] = await primary.use(
          (sql) => sql<{ names: string }[]>`select current_setting('synchronous_standby_names') as names`,
        );
        return row?.names.includes(standby.name) ? true : undefined;
      },
      limit,
    );
    const end = await primary.use(async (sql) => {
      // The process that makes sessions wait at commits takes the setting in before it makes a checkpoint.
      await sql`checkpoint`;
      const [row] = await sql<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`;
      return row?.lsn ?? '0/0';
    });
    await waitUntil(
      `${standby.name} to have everything up to ${end}`,
      async () => {
        const rows = await primary.use(
          (sql) => sql`
            select 1 from pg_stat_replication
            where application_name = ${standby.name} and sync_state = 'sync' and flush_lsn >= ${end}::pg_lsn`,
        );
        return rows.length === 1 ? true : undefined;
      },
      limit,
    );
    signal.throwIfAborted();
    await memory.change({ synchronous: true });
  } catch (error) {
    if (!signal.aborted) {
      await primary.synchronize(undefined);
    }
    throw error;
  }
}

/** Has the primary acknowledge commits alone; from before that, the standby may not be promoted. */
export async function endSynchronous(primary: Server, memory: PairMemory): Promise<void> {
  await memory.change({ synchronous: false });
  await primary.synchronize(undefined);
}
