import { setTimeout as sleep } from 'node:timers/promises';
import { Browser } from './browser.ts';
import { LedgerFile } from './ledger-file.ts';
import { type LoadPlan, patience } from './load-plan.ts';
import type { Told } from './told.ts';
import { helped, reads } from './visits.ts';
import { Writer } from './writer.ts';

/** Milliseconds between two requests that need a service of others. */
const helpEvery = 2_000;

/** The process of a steady load: it asks at a constant rate, however slowly it is answered, until it gets SIGTERM. */
const plan = JSON.parse(process.argv[2] ?? '') as LoadPlan;
const ledger = new LedgerFile(plan.ledger);
const underWay = new Set<Promise<unknown>>();
const timers: NodeJS.Timeout[] = [];

const tell = (told: Told) => process.stdout.write(`${JSON.stringify(told)}\n`);

const users = await Promise.all(
  plan.emails.map(async (email) => {
    const browser = new Browser({
      ...{ email, address: plan.address, password: plan.password },
      tell: (request) => tell({ request }),
    });
    await browser.signIn();
    const customerId = await anyCustomer(browser);
    return { browser, customerId, writer: new Writer({ browser, customerId, run: plan.run, ledger }) };
  }),
);

tell({ begunAt: Date.now() });
every(1_000 / plan.readsPerSecond, (turn) => {
  const user = users[turn % users.length];
  const visit = reads[Math.floor(turn / users.length + turn) % reads.length];
  return user && visit && user.browser.ask(visit(knowledgeOf(user, turn)));
});
every(plan.writeEvery / users.length, (turn) => users[turn % users.length]?.writer.attempt());
every(helpEvery, (turn) => {
  const user = users[turn % users.length];
  const asking = user && helped[turn % helped.length]?.(knowledgeOf(user, turn));
  return asking && user.browser.ask(asking);
});

process.once('SIGTERM', () => void end());

function knowledgeOf({ browser, customerId, writer }: (typeof users)[number], turn: number) {
  return { email: browser.email, customerId, proposal: writer.known(turn) };
}

/** Does something at a constant rate by the clock: what was missed while this process did not run is made up for. */
function every(milliseconds: number, work: (turn: number) => Promise<unknown> | undefined): void {
  const begun = performance.now();
  let turn = 0;
  timers.push(
    setInterval(
      () => {
        while (turn * milliseconds <= performance.now() - begun) {
          const working = work(turn);
          turn += 1;
          if (working === undefined) continue;
          underWay.add(working);
          void working.finally(() => underWay.delete(working));
        }
      },
      Math.min(milliseconds, 50),
    ),
  );
}

async function anyCustomer(browser: Browser): Promise<string> {
  const { text, status } = await browser.ask({
    ...{ journey: 'read', path: '/api/customers?limit=1', patience: 30_000 },
    check: () => undefined,
  });
  const id = /"id":"([0-9a-f-]{36})"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`${browser.email} sees no customer (status ${status}).`);
  return id;
}

async function end(): Promise<void> {
  for (const timer of timers) clearInterval(timer);
  const limit = new AbortController();
  await Promise.race([
    Promise.allSettled(underWay),
    sleep(patience + 1_000, undefined, { signal: limit.signal }).catch(() => undefined),
  ]);
  limit.abort();
  ledger.close();
  process.exit(0);
}
