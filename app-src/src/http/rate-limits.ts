import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { RedisPatience } from '../cache/redis-patience.ts';
import type { RateLimit } from './route-definition.ts';

/** How much smaller a limit is while Redis is away and every replica counts alone; there are five replicas at the most in one region. */
const insuranceDivisor = 5;

/** What is left of a limit. */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the count starts anew. */
  readonly resetSeconds: number;
}

/** Counts requests in Redis, for all replicas together. */
export class RateLimits {
  readonly #client: Redis;
  readonly #patience = new RedisPatience();
  readonly #limiters = new Map<string, Limiters>();

  constructor(client: Redis) {
    this.#client = client;
  }

  /**
   * Counts one request. It never throws: while Redis is away it allows it, or counts in this process, as the limit says.
   * @param name what is limited
   * @param key who is limited; any text, it is hashed
   */
  async consume(name: string, key: string, limit: RateLimit): Promise<Allowance> {
    const { shared, own } = this.#limiter(name, limit);
    const counted = await this.#patience.ask(() => count(shared, hashed(key)));
    if (counted !== undefined) {
      return counted;
    }
    return limit.onFailure === 'refuse'
      ? count(own, hashed(key))
      : { allowed: true, remaining: limit.points, resetSeconds: limit.seconds };
  }

  /** Forgets what `key` has used up. */
  async forgive(name: string, key: string, limit: RateLimit): Promise<void> {
    const { shared, own } = this.#limiter(name, limit);
    await Promise.all([own.delete(hashed(key)), this.#patience.ask(() => shared.delete(hashed(key)))]);
  }

  #limiter(name: string, limit: RateLimit): Limiters {
    const known = this.#limiters.get(name);
    if (known !== undefined) {
      return known;
    }
    const limiters = {
      shared: new RateLimiterRedis({
        storeClient: this.#client,
        rejectIfRedisNotReady: true,
        keyPrefix: `holdfast:limit:${name}`,
        points: limit.points,
        duration: limit.seconds,
      }),
      own: new RateLimiterMemory({
        keyPrefix: name,
        points: Math.ceil(limit.points / insuranceDivisor),
        duration: limit.seconds,
      }),
    };
    this.#limiters.set(name, limiters);
    return limiters;
  }
}

interface Limiters {
  readonly shared: RateLimiterRedis;
  readonly own: RateLimiterMemory;
}

/** @throws when the store is away */
async function count(limiter: RateLimiterAbstract, key: string): Promise<Allowance> {
  try {
    return allowance(true, await limiter.consume(key));
  } catch (outcome) {
    if (outcome instanceof RateLimiterRes) {
      return allowance(false, outcome);
    }
    throw outcome;
  }
}

function allowance(allowed: boolean, result: RateLimiterRes): Allowance {
  return {
    allowed,
    remaining: result.remainingPoints,
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
  };
}

/** Keys come from clients: a hash bounds their length and keeps addresses and e-mail addresses out of Redis. */
function hashed(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
