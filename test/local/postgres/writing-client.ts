import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import type { DatabaseAccess } from '../../../local/platform/stores.ts';
import type { PostgresPair } from '../../../local/postgres/pair.ts';

/** A write that PostgreSQL has acknowledged. */
export interface Acknowledged {
  readonly number: number;
  /** When the answer came, in milliseconds since 1970. */
  readonly at: number;
}

/** Makes the table that {@link WritingClient} writes to. */
export async function makeLedger(pair: PostgresPair): Promise<void> {
  const sql = pair.connect();
  await sql.unsafe(
    'create table if not exists ledger (number bigint primary key, at timestamptz not null default now())',
  );
  await sql.unsafe('grant all on ledger to holdfast');
  await sql.end();
}

/** Writes numbered rows one after the other, as the app would, and notes which were acknowledged. A number is never tried twice. */
export class WritingClient {
  readonly acknowledged: Acknowledged[] = [];
  readonly failures: { at: number; reason: string }[] = [];
  readonly #port: () => number | undefined;
  readonly #access: DatabaseAccess;
  readonly #pause: number;
  readonly #done: Promise<void>;
  #next: number;
  #stopped = false;

  constructor(options: {
    port: () => number | undefined;
    access: DatabaseAccess;
    first?: number;
    pause?: number;
  }) {
    this.#port = options.port;
    this.#access = options.access;
    this.#next = options.first ?? 1;
    this.#pause = options.pause ?? 10;
    this.#done = this.#run();
  }

  /** The last number that was tried. */
  get last(): number {
    return this.#next - 1;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#done;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const port = this.#port();
      if (port === undefined) {
        await sleep(10);
      } else {
        await this.#writeThrough(port);
      }
    }
  }

  async #writeThrough(port: number): Promise<void> {
    const { user: username, password, database } = this.#access;
    const sql = postgres({
      host: '127.0.0.1',
      port,
      username,
      password,
      database,
      max: 1,
      connect_timeout: 2,
      fetch_types: false,
    });
    try {
      while (!this.#stopped && this.#port() === port) {
        const number = this.#next;
        this.#next += 1;
        await within(5_000, sql`insert into ledger (number) values (${number})`);
        this.acknowledged.push({ number, at: Date.now() });
        await sleep(this.#pause);
      }
    } catch (error) {
      this.failures.push({ at: Date.now(), reason: error instanceof Error ? error.message : String(error) });
      await sleep(20);
    } finally {
      void sql.end({ timeout: 0 }).catch(() => undefined);
    }
  }
}

/** The acknowledged writes that a database does not have. */
export async function lostWrites(
  sql: postgres.Sql,
  acknowledged: readonly Acknowledged[],
): Promise<Acknowledged[]> {
  const rows = await sql<{ number: string }[]>`select number from ledger`;
  const there = new Set(rows.map(({ number }) => Number(number)));
  return acknowledged.filter(({ number }) => !there.has(number));
}

async function within<Result>(milliseconds: number, work: PromiseLike<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
