import type { Fault } from '../fault.ts';
import { witnessFence } from './fence-witness.ts';

/** The database's primary freezes with all of its sessions. It is woken after the promotion, when it must take no write. */
export const databasePrimaryHang: Fault = {
  name: 'database-primary-hang',
  async inject({ platform, progress }) {
    const { primary } = platform.postgres;
    const { name, pid } = primary;
    const witness = await witnessFence(platform.postgres, primary, progress);
    await primary.hang();
    return {
      detail: `SIGSTOP to ${name} (process ${pid}), the primary, and all of its sessions`,
      heal: async () => {
        await primary.continue();
        await witness.end();
      },
    };
  },
};
