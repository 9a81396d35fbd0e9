import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import type { DrillPlatform } from './drill-platform.ts';
import type { LoadPlan } from './load/load-plan.ts';

/** Users of a drill: few enough for each to write often. */
const users = 8;

/** Requests per second for pages and data. */
const readsPerSecond = 30;

/** Milliseconds between two writes of one user: half of what the product allows. */
const writeEvery = 2_000;

/** The load of one drill, with users of the demonstration from all teams. */
export async function planLoad({ platform, folder }: DrillPlatform): Promise<LoadPlan> {
  const people = await platform.postgres.primary.use(
    (sql) => sql<{ email: string }[]>`select email from users order by id limit ${users}`,
    platform.postgres.access.database,
  );
  const ledgers = join(folder.root, 'ledgers');
  await mkdir(ledgers, { recursive: true });
  const run = Date.now().toString(36);
  return {
    ...{ address: platform.address, run, password: demoPassword, readsPerSecond, writeEvery },
    emails: people.map(({ email }) => email),
    ledger: join(ledgers, `${run}.jsonl`),
  };
}

/** All requests of a load per second. */
export function rateOf({ emails, readsPerSecond: reads, writeEvery: every }: LoadPlan): number {
  return reads + (emails.length * 1_000) / every;
}
