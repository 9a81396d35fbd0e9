import { setTimeout as sleep } from 'node:timers/promises';
import type { PostgresPair } from '../../postgres/pair.ts';
import type { Server } from '../../postgres/server.ts';

/** Milliseconds that an attempt to write may take. */
const limit = 3_000;

/** Tries to write to an old primary. */
export interface FenceWitness {
  /** Resolves when the witness has ended. @throws when the old primary accepted a write after the promotion */
  end(): Promise<void>;
}

/**
 * Holds a session of a primary that is about to be lost, waits until the standby is promoted, wakes the old primary, and writes to it:
 * over that session, and over a new one.
 */
export async function witnessFence(
  pair: PostgresPair,
  old: Server,
  progress: (line: string) => void,
): Promise<FenceWitness> {
  const before = pair.promotions.length;
  const session = old.connect('postgres', { fetch_types: false });
  await session`select 1`;
  const ending = new AbortController();
  const watching = (async () => {
    while (!ending.signal.aborted && pair.promotions.length === before) await sleep(20);
    if (pair.promotions.length === before) return;
    await old.continue();
    for (const [what, attempt] of [
      ['over a session from before', () => write(session)],
      ['over a new session', () => old.use(write)],
    ] as const) {
      const refusal = await within(attempt());
      if (refusal === undefined && pair.primary !== old) {
        throw new Error(`${old.name} accepted a write ${what} after ${pair.primary.name} was promoted.`);
      }
      progress(
        `${old.name}, woken after the promotion, takes no write ${what}: ${refusal ?? 'it leads again'}`,
      );
    }
  })();
  watching.catch(() => undefined);
  return {
    end: async () => {
      ending.abort();
      await watching.finally(() => void session.end({ timeout: 0 }).catch(() => undefined));
    },
  };
}

type Session = ReturnType<Server['connect']>;

async function write(sql: Session): Promise<void> {
  await sql`update holdfast.heartbeat set at = clock_timestamp()`;
}

/** Why it did not succeed; `undefined` when it did. */
async function within(attempt: Promise<void>): Promise<string | undefined> {
  const done = new AbortController();
  const late = sleep(limit, `no answer within ${limit / 1_000} s`, { signal: done.signal });
  late.catch(() => undefined);
  const tried = attempt.then(
    () => undefined,
    (error: Error) => error.message || String(error),
  );
  try {
    return await Promise.race([tried, late]);
  } finally {
    done.abort();
  }
}
