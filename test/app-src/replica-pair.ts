import { Haproxy } from '../services/haproxy.ts';
import { Postgres } from '../services/postgres.ts';
import { Redis } from '../services/redis.ts';
import { type AppEnvironment, AppServer, environmentFor } from './app-server.ts';
import { seed } from './queries/seeding.ts';

/** Where browsers believe to be. */
export const publicOrigin = 'https://holdfast.example';

/** The stores that all replicas share: PostgreSQL with the small data set, and Redis. */
export interface Stores {
  readonly postgres: Postgres;
  readonly redis: Redis;
  remove(): Promise<void>;
}

export async function startStores(): Promise<Stores> {
  // Durable, because it is killed: what was acknowledged must be there afterwards.
  const [postgres, redis] = await Promise.all([Postgres.start({ durable: true }), Redis.start()]);
  const remove = async () => {
    await Promise.all([postgres.remove(), redis.remove()]);
  };
  try {
    await seed(postgres, ['--small']);
  } catch (error) {
    await remove();
    throw error;
  }
  return { postgres, redis, remove };
}

export function replicaEnvironment({ postgres, redis }: Omit<Stores, 'remove'>): AppEnvironment {
  // Longer than HAProxy takes to see that a replica drains.
  return { ...environmentFor(postgres, redis), PUBLIC_ORIGINS: publicOrigin, SHUTDOWN_DRAIN_SECONDS: '3' };
}

/** Two replicas of the production app behind a real load balancer. */
export interface ReplicaPair {
  readonly first: AppServer;
  readonly second: AppServer;
  readonly balancer: Haproxy;
  remove(): Promise<void>;
}

export async function startPair(stores: Stores): Promise<ReplicaPair> {
  const environment = replicaEnvironment(stores);
  const first = await AppServer.start(environment);
  const second = await AppServer.start(environment);
  const stopBoth = () => Promise.all([first.stop(), second.stop()]);
  try {
    const balancer = await Haproxy.start([first.origin, second.origin]);
    const remove = async () => {
      await balancer.remove();
      await stopBoth();
    };
    return { first, second, balancer, remove };
  } catch (error) {
    await stopBoth();
    throw error;
  }
}
