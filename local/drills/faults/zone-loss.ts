import { signalAll } from '../../postgres/server-processes.ts';
import type { Fault } from '../fault.ts';
import { pickReplica } from './pick.ts';

/** A replica and both primaries fall silent in the same moment. They are frozen, because a zone without power closes no connection. */
export const zoneLoss: Fault = {
  name: 'zone-loss',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    const [database, cache] = [stage.platform.postgres.primary, stage.platform.redis.primary];
    const lost = [
      `${replica.name} (process ${pid})`,
      `${database.name} (process ${database.pid})`,
      `${cache.name} (process ${cache.pid})`,
    ];
    signalAll([pid], 'SIGSTOP');
    await Promise.all([database.hang(), cache.hang()]);
    return {
      detail: `${lost.join(', ')} fell silent together`,
      heal: async () => {
        signalAll([pid], 'SIGCONT');
        await Promise.all([database.continue(), cache.continue()]);
      },
    };
  },
};
