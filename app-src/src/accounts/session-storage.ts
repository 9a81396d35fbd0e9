import type { Redis } from 'ioredis';
import { z } from 'zod';
import { RedisPatience } from '../cache/redis-patience.ts';
import { isAway } from '../database/database-away.ts';
import type { Orm } from '../database/orm.ts';
import { deleteSession, findSession } from './session-rows.ts';

/** Milliseconds for which a copy is believed without asking the database. It bounds how long a sign-out that Redis missed goes unseen. */
const believedMilliseconds = 60_000;

/** Seconds that a copy is kept: as long as a session. */
const keptSeconds = 7 * 24 * 60 * 60;

/** What better-auth takes for "known to have no session"; for `null` it would ask the database itself. */
const noSession = 'null';

/** What better-auth makes for session tokens; its other keys have dashes. */
const sessionToken = /^[A-Za-z0-9]{32}$/;

const storedCopy = z.object({ value: z.string(), verifiedAt: z.number(), ended: z.boolean().optional() });

type StoredCopy = z.infer<typeof storedCopy>;

/**
 * Sessions in Redis, for better-auth. The database has every session; Redis holds copies that spare it the question. A copy is checked
 * against the database once a minute, and whenever Redis was away since, because it may have missed that the session ended. While the
 * database is away every copy is believed; while Redis is away the database is asked. Nothing here fails because Redis does.
 */
export class SessionStorage {
  readonly #redis: Redis;
  readonly #orm: () => Orm;
  readonly #patience = new RedisPatience();
  /** Copies from before this moment may lack what happened while Redis could not be reached. */
  #doubtedBefore = 0;

  constructor(redis: Redis, orm: () => Orm) {
    this.#redis = redis;
    this.#orm = orm;
    redis.on('ready', () => this.#doubt());
  }

  /** @throws when Redis has no copy and the database is away */
  async get(key: string): Promise<string | null> {
    const copy = await this.#read(key);
    if (!sessionToken.test(key)) {
      return copy?.value ?? null;
    }
    if (copy !== undefined && copy.ended !== true && this.#believable(copy)) {
      return copy.value;
    }
    try {
      return copy?.ended === true ? await this.#finishEnding(key) : await this.#renew(key, copy);
    } catch (error) {
      // Redis may only have been left alone for a moment; now it is the last hope.
      const last = isAway(error) ? (copy ?? (await this.#read(key, 'insist'))) : undefined;
      if (last === undefined) {
        throw error;
      }
      return last.value;
    }
  }

  /** Keeps a copy. `seconds` is how long it is worth keeping. */
  async set(key: string, value: string, seconds: number = keptSeconds): Promise<void> {
    await this.#write(key, { value, verifiedAt: Date.now() }, seconds, 'always');
  }

  async delete(key: string): Promise<void> {
    const outcome = await this.#patience.insist(() => this.#redis.del(redisKey(key)));
    if (outcome === undefined) {
      this.#doubt();
    }
  }

  async getAndDelete(key: string): Promise<string | null> {
    const value = await this.get(key);
    await this.delete(key);
    return value;
  }

  /** Counts up from 1 for `seconds`. @throws when Redis is away: a count that is lost would let everything through */
  async increment(key: string, seconds: number): Promise<number> {
    const outcome = await this.#redis
      .multi()
      .set(redisKey(key), 0, 'EX', Math.max(1, Math.ceil(seconds)), 'NX')
      .incr(redisKey(key))
      .exec();
    return Number(outcome?.[1]?.[1]);
  }

  /**
   * Ends a session for good. While one of the two stores is away the other one knows, and the missing one is told later: Redis by the check
   * against the database, the database by the mark that this leaves in Redis.
   * @throws when both are away
   */
  async end(token: string): Promise<void> {
    try {
      await deleteSession(this.#orm(), token);
    } catch (error) {
      const mark: StoredCopy = { value: noSession, verifiedAt: Date.now(), ended: true };
      const marked = isAway(error) && (await this.#write(token, mark, keptSeconds, 'always'));
      if (!marked) {
        throw error;
      }
      return;
    }
    await this.delete(token);
  }

  /** The database was away when this session was ended. */
  async #finishEnding(token: string): Promise<string> {
    await deleteSession(this.#orm(), token);
    await this.delete(token);
    return noSession;
  }

  async #renew(token: string, copy: StoredCopy | undefined): Promise<string> {
    const verifiedAt = Date.now();
    const row = await findSession(this.#orm(), token);
    if (row === undefined) {
      if (copy !== undefined) {
        await this.delete(token);
      }
      return noSession;
    }
    const value = JSON.stringify(row);
    const seconds = Math.max(1, Math.floor((row.session.expiresAt.getTime() - verifiedAt) / 1_000));
    // A copy that was deleted while the database was asked must stay deleted; one that was never there must not replace the mark of an end.
    await this.#write(token, { value, verifiedAt }, seconds, copy === undefined ? 'if absent' : 'if present');
    return value;
  }

  #believable({ verifiedAt }: StoredCopy): boolean {
    return verifiedAt > this.#doubtedBefore && Date.now() - verifiedAt < believedMilliseconds;
  }

  #doubt(): void {
    this.#doubtedBefore = Date.now();
  }

  async #read(key: string, manner: 'ask' | 'insist' = 'ask'): Promise<StoredCopy | undefined> {
    const text = await this.#patience[manner](() => this.#redis.get(redisKey(key)));
    if (text === undefined) {
      this.#doubt();
    }
    return typeof text !== 'string' ? undefined : storedCopy.safeParse(parsed(text)).data;
  }

  async #write(
    key: string,
    copy: StoredCopy,
    seconds: number,
    when: 'always' | 'if absent' | 'if present',
  ): Promise<boolean> {
    const place = [redisKey(key), JSON.stringify(copy), 'EX', Math.max(1, Math.floor(seconds))] as const;
    // A sign-in or a sign-out is told even to a Redis that is being left alone; a renewal comes again.
    const outcome = await this.#patience[when === 'always' ? 'insist' : 'ask'](() => {
      if (when === 'always') {
        return this.#redis.set(...place);
      }
      return when === 'if absent' ? this.#redis.set(...place, 'NX') : this.#redis.set(...place, 'XX');
    });
    if (outcome === undefined) {
      this.#doubt();
    }
    return outcome !== undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function redisKey(key: string): string {
  return `holdfast:session:${key}`;
}
