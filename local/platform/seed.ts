import { join } from 'node:path';
import postgres from 'postgres';
import { PartFailure } from '../processes/part.ts';
import type { PartLog } from '../processes/part-log.ts';
import { ServiceProcess } from '../processes/service-process.ts';
import type { DatabaseAccess } from './stores.ts';

/** How much data of a demonstration a new platform begins with. */
export type SeedAmount = 'small' | 'full' | 'none';

const script = join(import.meta.dirname, '../../app-src/src/database/seed/run.ts');

/**
 * Fills a database that holds nothing, in one transaction.
 * @returns whether there was something to do
 * @throws PartFailure with the seed's last words when it fails
 */
export async function seedOnce(
  amount: SeedAmount,
  access: DatabaseAccess & { readonly port: number },
  { log, signal }: { readonly log: PartLog; readonly signal: AbortSignal },
): Promise<boolean> {
  if (amount === 'none' || (await holdsData(access))) {
    return false;
  }
  const seed = new ServiceProcess({
    command: process.execPath,
    args: [...['--disable-warning=ExperimentalWarning', script], ...(amount === 'small' ? ['--small'] : [])],
    environment: {
      NODE_OPTIONS: undefined,
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String(access.port),
      DATABASE_NAME: access.database,
      DATABASE_USER: access.user,
      DATABASE_AUTH: 'password',
      DATABASE_PASSWORD: access.password,
      DATABASE_TLS: 'off',
    },
    ownGroup: true,
    onOutput: (chunk) => log.write(chunk),
  });
  const stop = () => void seed.killGroup();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const { code } = await seed.exited;
  signal.removeEventListener('abort', stop);
  if (code !== 0) {
    const last = seed.output.trim().split('\n').slice(-5).join('\n');
    throw new PartFailure(`The database cannot be filled; ${log.file} says why:\n${last}`);
  }
  return true;
}

async function holdsData({ user, password, database, port }: DatabaseAccess & { readonly port: number }) {
  const sql = postgres({
    ...{ host: '127.0.0.1', port, user, password, database, max: 1, connect_timeout: 5 },
    onnotice: () => undefined,
  });
  try {
    const [table] = await sql`select to_regclass('public.teams') as name`;
    if (table?.name === null) return false;
    const [row] = await sql`select exists (select from teams) as any`;
    return row?.any === true;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
