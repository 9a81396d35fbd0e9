import type { Replica } from '../../app/replica.ts';
import type { Stage } from '../stage.ts';

/** A replica that runs, with its process. */
export interface RunningReplica {
  readonly replica: Replica;
  readonly pid: number;
}

/**
 * One of the replicas that run, by the stage's chance.
 * @throws when none runs
 */
export function pickReplica({ platform, random }: Pick<Stage, 'platform' | 'random'>): RunningReplica {
  const running = platform.app.replicas.flatMap((replica) => {
    const { state, pid } = replica.status();
    return state === 'running' && pid !== undefined ? [{ replica, pid }] : [];
  });
  const picked = running[Math.floor(random() * running.length)];
  if (picked === undefined) {
    throw new Error('No replica of the app runs: wait until one does, or start the platform again.');
  }
  return picked;
}

/** For faults that leave nothing behind. */
export const nothingToHeal = async (): Promise<void> => undefined;
