import { PartFailure } from '../processes/part.ts';
import { createCluster } from './create-cluster.ts';
import type { PairParts } from './pair-parts.ts';
import { type MemberName, memberNames, otherMember, type PairState } from './pair-state.ts';
import { hasArchive } from './region-restore.ts';
import { ProgramFailure } from './run-program.ts';

/** How a start came to its cluster. */
export interface FoundCluster {
  readonly how: 'found' | 'created' | 'restored';
  readonly state: PairState;
  readonly detail: string;
}

/**
 * Finds out which server has the data: the one that the controller remembers; without a memory, the only finished one; without any, what
 * the recovery region has; and only when nobody has anything, a new cluster is made. A new or restored one runs already.
 * @throws PartFailure when the data is there but it cannot be told which is right
 */
export async function findCluster(parts: PairParts): Promise<FoundCluster> {
  const remembered = await parts.stateFile.read();
  if (remembered !== undefined) {
    return { how: 'found', state: await notFenced(parts, remembered), detail: 'as it was remembered' };
  }
  const finished = await filterAsync(memberNames, (name) => parts.servers[name].folder.isComplete());
  if (finished.length > 0) {
    return {
      how: 'found',
      state: alone(await onlyPrimary(parts, finished)),
      detail: 'the only finished one',
    };
  }
  const [first] = memberNames;
  if (await hasArchive(parts.recoveryRegion)) {
    const recovered = await restoreIfPossible(parts, first);
    if (recovered !== undefined) {
      return { how: 'restored', state: alone(first), detail: `from the recovery region; ${recovered}` };
    }
  }
  const { programs, user, credentials, servers } = parts;
  const { initdb, statements } = programs;
  await parts.backups.discardUnused();
  await createCluster({ server: servers[first], initdb, user, credentials, statements });
  return { how: 'created', state: alone(first), detail: 'a new cluster' };
}

/** A fence on the remembered primary means that a promotion had begun: nothing was written to it since. */
async function notFenced(parts: PairParts, state: PairState): Promise<PairState> {
  const { folder } = parts.servers[state.primary];
  const next = (await folder.isFenced())
    ? { primary: otherMember(state.primary), synchronous: false, epoch: state.epoch + 1 }
    : state;
  if (!(await parts.servers[next.primary].folder.isComplete())) {
    throw new PartFailure(
      `The data of ${next.primary} in ${parts.servers[next.primary].folder.root} is not finished although it is the primary: move the folder of the primary region away, and the next start restores from the recovery region.`,
    );
  }
  return next;
}

async function onlyPrimary(parts: PairParts, finished: readonly MemberName[]): Promise<MemberName> {
  const primaries = await filterAsync(finished, async (name) => {
    const { folder } = parts.servers[name];
    return !(await folder.isStandby()) && !(await folder.isFenced());
  });
  const [only] = primaries;
  if (only === undefined || primaries.length > 1) {
    throw new PartFailure(
      'postgres.json is missing beside two servers, and either could be the primary: move the folder of the primary region away, and the next start restores from the recovery region.',
    );
  }
  return only;
}

async function restoreIfPossible(parts: PairParts, name: MemberName): Promise<string | undefined> {
  const backups = await parts.backups.list().catch((error: unknown) => {
    throw error instanceof ProgramFailure
      ? new PartFailure(`The archive in ${parts.recoveryRegion} cannot be read: ${error.message}`)
      : error;
  });
  if (!backups.some(({ region }) => region === 'recovery-region')) {
    return undefined;
  }
  const { lastCommitAt, timeline } = await parts.restore(name, { kind: 'latest' });
  const at = lastCommitAt === undefined ? 'the backup' : lastCommitAt.toISOString();
  return `last commit ${at}, timeline ${timeline}`;
}

function alone(primary: MemberName): PairState {
  return { primary, synchronous: false, epoch: 0 };
}

async function filterAsync<Item>(
  items: readonly Item[],
  keep: (item: Item) => Promise<boolean>,
): Promise<Item[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, index) => kept[index]);
}
