import { statfs } from 'node:fs/promises';
import type { Server } from './server.ts';

/** What a probe learns of a primary that serves. */
export interface PrimaryFacts {
  /** How the standby follows: `sync` when commits wait for it, `async` when not. `undefined`: it does not stream. */
  readonly standby: 'sync' | 'async' | undefined;
  readonly archive: ArchiveFacts;
}

export interface ArchiveFacts {
  /** The name of the segment of the log that was archived last. */
  readonly lastSegment: string | undefined;
  readonly lastArchivedAt: Date | undefined;
  /** When archiving failed last, if nothing was archived since. */
  readonly failingSince: Date | undefined;
}

/** Bytes that must be free for the next segment of the log; with less, a server stops in the middle of a write. */
const leastFree = 24 * 1024 ** 2;

interface Row {
  readonly sync_state: string | null;
  readonly last_archived_wal: string | null;
  readonly last_archived_time: Date | null;
  readonly last_failed_time: Date | null;
}

/**
 * Asks a primary over a new connection, as a new client would come.
 * @param write whether it must write, too, and flush to its own disk; it does not wait for the standby
 * @throws with why it does not serve
 */
export async function probePrimary(
  server: Server,
  standby: string,
  limitMilliseconds: number,
  write: boolean,
): Promise<PrimaryFacts> {
  const row = await within(server, limitMilliseconds, async (sql) => {
    if (write) {
      await sql.begin(async (transaction) => {
        await transaction`set local synchronous_commit = local`;
        await transaction`update holdfast.heartbeat set at = clock_timestamp()`;
      });
    }
    const rows = await sql<Row[]>`
      select
        (select max(sync_state) from pg_stat_replication where application_name = ${standby} and state = 'streaming')
          as sync_state,
        last_archived_wal, last_archived_time, last_failed_time
      from pg_stat_archiver`;
    return rows[0];
  });
  const failed = row?.last_failed_time ?? undefined;
  const archived = row?.last_archived_time ?? undefined;
  const sync = row?.sync_state ?? undefined;
  return {
    standby: sync === undefined ? undefined : sync === 'sync' ? 'sync' : 'async',
    archive: {
      lastSegment: row?.last_archived_wal ?? undefined,
      lastArchivedAt: archived,
      failingSince:
        failed !== undefined && (archived === undefined || failed > archived) ? failed : undefined,
    },
  };
}

/** Asks a standby over a new connection. @throws with why it does not serve */
export async function probeStandby(server: Server, limitMilliseconds: number): Promise<void> {
  await within(server, limitMilliseconds, async (sql) => {
    const [row] = await sql<{ recovering: boolean }[]>`select pg_is_in_recovery() as recovering`;
    if (row?.recovering !== true) {
      throw new Error(`${server.name} is no standby`);
    }
  });
}

/** Whether the disk of a server has room for the next segment of its log. */
export async function hasRoom(server: Server): Promise<boolean> {
  const { bavail, bsize } = await statfs(server.folder.data);
  return bavail * bsize >= leastFree;
}

async function within<Result>(
  server: Server,
  limitMilliseconds: number,
  work: (sql: ReturnType<Server['connect']>) => Promise<Result>,
): Promise<Result> {
  const sql = server.connect('postgres', { connect_timeout: limitMilliseconds / 1_000, fetch_types: false });
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer within ${limitMilliseconds} ms`)),
      limitMilliseconds,
    );
  });
  const asked = work(sql);
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, limit]);
  } finally {
    clearTimeout(timer);
    // A frozen server never closes its half; what remains ends when it is killed.
    void sql.end({ timeout: 0 }).catch(() => undefined);
  }
}
