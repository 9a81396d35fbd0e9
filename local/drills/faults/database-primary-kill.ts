import type { Fault } from '../fault.ts';
import { nothingToHeal } from './pick.ts';

/** The database's primary ends with all of its sessions. */
export const databasePrimaryKill: Fault = {
  name: 'database-primary-kill',
  async inject({ platform }) {
    const { primary } = platform.postgres;
    const { name, pid } = primary;
    await primary.kill();
    return { detail: `SIGKILL to ${name} (process ${pid}), the primary`, heal: nothingToHeal };
  },
};
