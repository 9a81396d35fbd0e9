import type { Fault } from '../fault.ts';
import { nothingToHeal } from './pick.ts';

/** The cache's primary ends; its replica has nearly everything. */
export const cachePrimaryLoss: Fault = {
  name: 'cache-primary-loss',
  async inject({ platform }) {
    const { primary } = platform.redis;
    const { name, pid } = primary;
    await primary.kill();
    return { detail: `SIGKILL to ${name} (process ${pid}), the primary`, heal: nothingToHeal };
  },
};

/** Both servers of the cache end, and everything in it is lost. */
export const cacheTotalLoss: Fault = {
  name: 'cache-total-loss',
  async inject({ platform }) {
    const both = [platform.redis.primary, platform.redis.replica].map(
      ({ name, pid }) => `${name} (process ${pid})`,
    );
    await platform.redis.loseEverything();
    return { detail: `SIGKILL to ${both.join(' and ')}: the cache is empty`, heal: nothingToHeal };
  },
};
