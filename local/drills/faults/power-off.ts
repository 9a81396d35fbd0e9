import { LocalPlatform } from '../../platform/local-platform.ts';
import { serverProcesses, signalAll } from '../../postgres/server-processes.ts';
import type { Stage } from '../stage.ts';

/** A platform that has ended, with what it takes to start it again at the same address. */
export interface PoweredOff {
  /** Processes that were killed. */
  readonly killed: number;
  /** Starts it in its folder as it is by then, and resolves when it serves. */
  readonly startAgain: (progress: Stage['progress']) => Promise<LocalPlatform>;
}

/**
 * Kills every process of a platform in the same moment, as a machine that loses its power does. What the kernel holds for the disk is not
 * lost, unlike then.
 */
export async function powerOff(platform: LocalPlatform): Promise<PoweredOff> {
  const { app, postgres, redis } = platform;
  const options = {
    ...platform.options,
    replicas: app.replicas.length,
    httpPort: Number(new URL(platform.address).port),
    seed: 'none',
    ...(app.release === undefined ? {} : { release: app.release.id }),
  } as const;
  const pids = await processes(platform);
  // Whoever would start something again is told first, in the same turn of the event loop.
  const stopping = Promise.all([platform.stop(), app.stop(), redis.stop(), postgres.stop()]);
  signalAll(pids, 'SIGKILL');
  await stopping;
  return {
    killed: pids.length,
    startAgain: async (progress) => {
      await platform.folder.make();
      const again = LocalPlatform.start(options, progress);
      await again.ready();
      return again;
    },
  };
}

async function processes(platform: LocalPlatform): Promise<number[]> {
  const { primary, standby } = platform.postgres;
  const servers = [primary, standby].map(({ folder }) => serverProcesses(folder.data));
  const parts = platform.status().parts.flatMap(({ pid }) => pid ?? []);
  return [...new Set([...parts, ...(await Promise.all(servers)).flat()])];
}
