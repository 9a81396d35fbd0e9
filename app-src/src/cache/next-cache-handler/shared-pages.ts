import { ioredisAdapter } from '@fortedigital/nextjs-cache-handler/helpers/ioredisAdapter';
import createRedisHandler from '@fortedigital/nextjs-cache-handler/redis-strings';
import type { Redis } from 'ioredis';
import type { CacheHandlerValue } from 'next/dist/server/lib/incremental-cache';
import { RedisPatience } from '../redis-patience.ts';

/** Seconds after which a page that nobody renews is forgotten. */
const expirySeconds = 86_400;

/** The longest that one command may take, in milliseconds; what a reader waits for all of them is limited apart. */
const commandMilliseconds = 1_000;

/** Milliseconds by which the clocks of replicas may differ before a page from the future is taken for damage. */
const clockToleranceMilliseconds = 60_000;

/** Pages that replicas of one build share in Redis. Whatever Redis does, it is at worst as if it held none. */
export class SharedPages {
  readonly #pages: ReturnType<typeof createRedisHandler>;
  readonly #patience = new RedisPatience();

  constructor(client: Redis, buildId: string) {
    this.#pages = createRedisHandler({
      client: ioredisAdapter(client),
      keyPrefix: `holdfast:pages:${buildId}:`,
      timeoutMs: commandMilliseconds,
    });
  }

  /** Undefined when there is none, or Redis did not answer in time. */
  async find(key: string): Promise<CacheHandlerValue | undefined> {
    const found = await this.#patience.ask(() => this.#pages.get(key, { implicitTags: [] }));
    return isPage(found) ? found : undefined;
  }

  /** Shares a page. No reader waits for it. Never rejects. */
  async keep(key: string, page: CacheHandlerValue, tags: readonly string[]): Promise<void> {
    const now = Math.floor(page.lastModified / 1_000);
    const value = {
      ...page,
      tags: [...tags],
      lifespan: {
        lastModifiedAt: now,
        staleAt: now,
        staleAge: 0,
        expireAt: now + expirySeconds,
        expireAge: expirySeconds,
        revalidate: undefined,
      },
    };
    // The page stays with this replica then.
    await this.#pages.set(key, value).catch(() => undefined);
  }

  async revalidateTag(tag: string): Promise<void> {
    await this.#pages.revalidateTag(tag).catch(() => undefined);
  }
}

/** What is in Redis may have been damaged, or written by something else. */
function isPage(found: unknown): found is CacheHandlerValue {
  if (typeof found !== 'object' || found === null) {
    return false;
  }
  const { value, lastModified } = found as { value?: unknown; lastModified?: unknown };
  if (
    typeof value !== 'object' ||
    value === null ||
    typeof lastModified !== 'number' ||
    lastModified > Date.now() + clockToleranceMilliseconds
  ) {
    return false;
  }
  const { kind, html, rscData } = value as { kind?: unknown; html?: unknown; rscData?: unknown };
  return kind === 'APP_PAGE' && typeof html === 'string' && Buffer.isBuffer(rscData);
}
