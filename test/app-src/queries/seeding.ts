import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Postgres } from '../../services/postgres.ts';

const run = promisify(execFile);
const script = path.resolve(import.meta.dirname, '../../../app-src/src/database/seed/run.ts');

/** Runs the seed command on a server. Returns what it prints; rejects with its exit code and messages. */
export async function seed(
  server: Postgres,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: {
      PATH: process.env.PATH,
      DATABASE_HOST: server.host,
      DATABASE_PORT: String(server.port),
      DATABASE_NAME: server.database,
      DATABASE_USER: server.user,
      DATABASE_AUTH: 'password',
      DATABASE_PASSWORD: server.password,
      DATABASE_TLS: 'off',
      ...environment,
    },
  });
  return stdout;
}
