import type { Fault } from '../fault.ts';
import { nothingToHeal, pickReplica } from './pick.ts';

/** A replica ends from one moment to the next. */
export const processKill: Fault = {
  name: 'process-kill',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    await replica.kill();
    return { detail: `SIGKILL to ${replica.name} (process ${pid})`, heal: nothingToHeal };
  },
};
