import { signalAll } from '../../postgres/server-processes.ts';
import type { Fault } from '../fault.ts';
import { pickReplica } from './pick.ts';

/**
 * The host of a replica and of the cache's second server falls silent. What is on it is frozen rather than killed, because a host that
 * loses its power closes no connection.
 */
export const nodeLoss: Fault = {
  name: 'node-loss',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    const cache = stage.platform.redis.replica;
    const { name, pid: cachePid } = cache;
    signalAll([pid], 'SIGSTOP');
    await cache.hang();
    return {
      detail: `${replica.name} (process ${pid}) and ${name} (process ${cachePid}) fell silent together`,
      heal: async () => {
        signalAll([pid], 'SIGCONT');
        await cache.continue();
      },
    };
  },
};
