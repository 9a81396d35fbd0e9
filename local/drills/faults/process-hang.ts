import { signalAll } from '../../postgres/server-processes.ts';
import type { Fault } from '../fault.ts';
import { pickReplica } from './pick.ts';

/** A replica stops where it is: its connections stay open, new ones are accepted by the kernel, and nothing is answered. */
export const processHang: Fault = {
  name: 'process-hang',
  async inject(stage) {
    const { replica, pid } = pickReplica(stage);
    signalAll([pid], 'SIGSTOP');
    return {
      detail: `SIGSTOP to ${replica.name} (process ${pid})`,
      heal: async () => signalAll([pid], 'SIGCONT'),
    };
  },
};
