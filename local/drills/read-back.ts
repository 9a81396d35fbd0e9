import { setTimeout as sleep } from 'node:timers/promises';
import type { LedgerFindings, StoredWrite } from '../../lib/drills/ledger.ts';
import type { LocalPlatform } from '../platform/local-platform.ts';
import { Browser } from './load/browser.ts';
import type { LedgerWrite } from './load/ledger-file.ts';
import { type LoadPlan, numberIn, titleOf } from './load/load-plan.ts';

/** Questions of one user that are under way at the same time. */
const atOnce = 4;

/** Times that a write is asked for before it counts as unseen: the machine may be busy. */
const attempts = 5;

/** Milliseconds between two of these times. */
const pause = 1_000;

type Plan = Pick<LoadPlan, 'run' | 'password'>;

/** What a ledger says by itself, when nobody could look. */
export function notLooked(ledger: readonly LedgerWrite[]): Omit<LedgerFindings, 'disruptedAt' | 'stored'> {
  return {
    acknowledged: ledger.flatMap(({ number, writer, acknowledgedAt }) =>
      acknowledgedAt === undefined ? [] : { number, writer, acknowledgedAt },
    ),
    uncertain: ledger.flatMap(({ number, acknowledgedAt }) => (acknowledgedAt === undefined ? number : [])),
    unseen: new Map(),
  };
}

/**
 * Looks for every write of a ledger: in the database, for what is there twice or in another order, and as its user, who has signed in
 * anew, through the product.
 *
 * @throws when nobody answers
 */
export async function readBack(
  platform: LocalPlatform,
  plan: Plan,
  ledger: readonly LedgerWrite[],
): Promise<Omit<LedgerFindings, 'disruptedAt'>> {
  const stored = await storedWrites(platform, plan.run);
  const unseen = new Map<number, string>();
  await Promise.all(
    [...Map.groupBy(ledger, ({ writer }) => writer)].map(([email, writes]) =>
      askForAll(platform.address, { ...plan, email }, writes, (number, why) => unseen.set(number, why)),
    ),
  );
  return { ...notLooked(ledger), stored, unseen };
}

/** The rows of the database that carry a number of a load. */
export async function storedWrites({ postgres }: LocalPlatform, run: string): Promise<StoredWrite[]> {
  const rows = await postgres.primary.use(
    (sql) => sql<{ title: string; created: string }[]>`
      select title, (extract(epoch from created_at) * 1000000)::bigint::text as created
      from proposals where starts_with(title, ${titleOf(run, 0).slice(0, -1)})`,
    postgres.access.database,
  );
  return rows.flatMap(({ title, created }) => {
    const number = numberIn(run, title);
    return number === undefined ? [] : { number, createdAt: Number(created) };
  });
}

async function askForAll(
  address: string,
  { email, password, run }: Plan & { readonly email: string },
  writes: readonly LedgerWrite[],
  unseen: (number: number, why: string) => void,
): Promise<void> {
  const browser = new Browser({ email, address, password, tell: () => undefined });
  await browser.signIn();
  const rest = [...writes];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let write = rest.pop(); write !== undefined; write = rest.pop()) {
        if (write.id === undefined) continue;
        const why = await seen(browser, write.id, titleOf(run, write.number));
        if (why !== undefined) unseen(write.number, why);
      }
    }),
  );
}

/**
 * @returns what the user gets to see instead
 * @throws when there is no answer: that says nothing of the write
 */
async function seen(browser: Browser, id: string, title: string): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const { why, status } = await browser.ask({
      ...{ journey: 'read', path: `/api/proposals/${id}`, patience: 30_000 },
      check: (code, text) =>
        code !== 200 ? `status ${code}` : text.includes(`"${title}"`) ? undefined : 'another title',
    });
    if (why === undefined) return undefined;
    if (attempt === attempts) {
      if (status === undefined || status >= 500) throw new Error(`${browser.email} is not answered: ${why}.`);
      return `its user gets ${why}`;
    }
    await sleep(pause);
  }
}
