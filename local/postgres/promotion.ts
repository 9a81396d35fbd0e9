import type { StableAddress } from '../platform/stores.ts';
import { archiveAgainAfter, archiveFinishedBeforePromotion } from './archive-mark.ts';
import type { PairMemory } from './pair-memory.ts';
import type { MemberName } from './pair-state.ts';
import type { Server } from './server.ts';

/** When what happened in a failover, in milliseconds since 1970. */
export interface Promotion {
  readonly from: MemberName;
  readonly to: MemberName;
  readonly reason: string;
  /** When the first sign came that the old primary was lost. */
  readonly firstSignAt: number;
  readonly detectedAt: number;
  /** When nothing could be written to the old primary any more. */
  readonly fencedAt: number;
  readonly promotedAt: number;
  /** When the stable address led to the new primary. */
  readonly servedAt: number;
}

export interface PromotionParts {
  readonly old: Server;
  readonly next: Server;
  readonly names: { readonly old: MemberName; readonly next: MemberName };
  readonly memory: PairMemory;
  readonly address: Pick<StableAddress, 'cut' | 'point'>;
  /** The segment of the log that is known to be archived. */
  readonly lastArchived: string | undefined;
  readonly why: Pick<Promotion, 'reason' | 'firstSignAt' | 'detectedAt'>;
  /** Told of what went wrong without stopping the promotion. */
  readonly note: (problem: string) => void;
}

/**
 * Makes the standby the primary. The old primary is out of the game before: cut off from its users, fenced against every later start, and
 * killed with all of its sessions. A crash in between is taken up at the next start, from the fence or the memory.
 * @throws when the old primary cannot be killed; then nothing is promoted
 */
export async function promote({
  old,
  next,
  names,
  memory,
  address,
  lastArchived,
  why,
  note,
}: PromotionParts): Promise<Promotion> {
  await address.cut().catch((error: unknown) => note(`the address was not cut: ${String(error)}`));
  await old.folder.fence();
  await old.kill();
  const fencedAt = Date.now();
  await archiveAgainAfter(next.folder.data, lastArchived).catch((error: unknown) =>
    note(`segments before the promotion may be missing from the archive: ${String(error)}`),
  );
  // From here on, the old primary is not the one that a restart would look for.
  await memory.change({ primary: names.next, synchronous: false, epoch: memory.state.epoch + 1 });
  await openForWrites(next);
  const promotedAt = Date.now();
  await address
    .point(next.port)
    .catch((error: unknown) => note(`the address was not pointed: ${String(error)}`));
  const servedAt = Date.now();
  await archiveFinishedBeforePromotion(next.folder).catch((error: unknown) =>
    note(`the last segment before the promotion may be missing from the archive: ${String(error)}`),
  );
  return { from: names.old, to: names.next, ...why, fencedAt, promotedAt, servedAt };
}

/** Promotes a running standby and waits until it takes writes. Does nothing to a primary. */
export async function openForWrites(server: Server): Promise<void> {
  await server.synchronize(undefined);
  await server.use(async (sql) => {
    const [row] = await sql<{ recovering: boolean }[]>`select pg_is_in_recovery() as recovering`;
    if (row?.recovering === false) {
      return;
    }
    const [result] = await sql<{ done: boolean }[]>`select pg_promote(true, 120) as done`;
    if (result?.done !== true) {
      throw new Error(`${server.name} was not promoted within 120 s: ${server.lastLines}`);
    }
  });
}
