import type { Balancer } from '../balancer/balancer.ts';
import type { LocalFolder } from '../folder/local-folder.ts';
import type { Ports } from '../folder/ports.ts';
import { PostgresPair } from '../postgres/pair.ts';
import type { Events } from '../processes/events.ts';
import { RedisPair } from '../redis/pair.ts';

/** The stores of a platform. */
export interface Stores {
  readonly postgres: PostgresPair;
  readonly redis: RedisPair;
}

/** Makes the stores, stopped, with their data in the platform's folder and their users behind the load balancer's addresses. */
export async function openStores(parts: {
  readonly folder: LocalFolder;
  readonly ports: Ports;
  readonly balancer: Balancer;
  readonly events: Events;
}): Promise<Stores> {
  const { folder, ports, balancer, events } = parts;
  const log = (part: string) => folder.log(part);
  const postgres = new PostgresPair({
    ...{ primaryRegion: folder.primaryRegion, recoveryRegion: folder.recoveryRegion, events, log },
    ports: { 'postgres-a': await ports.take('postgres-a'), 'postgres-b': await ports.take('postgres-b') },
    address: balancer.postgres,
  });
  const redis = new RedisPair({
    ...{ primaryRegion: folder.primaryRegion, events, log },
    ports: { 'redis-a': await ports.take('redis-a'), 'redis-b': await ports.take('redis-b') },
    address: balancer.redis,
  });
  return { postgres, redis };
}
