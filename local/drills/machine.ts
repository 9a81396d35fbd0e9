import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { DrillRecord } from '../../lib/drills/record.ts';
import { ensureProgram } from '../programs/ensure.ts';
import { haproxy } from '../programs/haproxy.ts';
import { pgbackrest } from '../programs/pgbackrest.ts';
import { postgresql } from '../programs/postgresql.ts';
import { redis } from '../programs/redis.ts';

const run = promisify(execFile);
const project = resolve(import.meta.dirname, '../..');

/** The machine of this moment. */
export async function describeMachine(): Promise<DrillRecord['machine']> {
  const named = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    processors: availableParallelism(),
    memoryBytes: totalmem(),
    loadAverage: loadavg()[0] ?? 0,
    system: /^PRETTY_NAME="?([^"\n]+)/m.exec(named)?.[1] ?? type(),
    kernel: release(),
  };
}

/** The commit of the project, and whether files were changed since; nothing outside of a clone. */
export async function describeCommit(): Promise<DrillRecord['commit']> {
  try {
    const git = async (...args: readonly string[]) =>
      (await run('git', ['-C', project, ...args])).stdout.trim();
    // Records are added by drills themselves, and change nothing that runs.
    const changes = await git('status', '--porcelain', '--', '.', ':!runbooks/records');
    return { id: await git('rev-parse', 'HEAD'), modified: changes !== '' };
  } catch {
    return undefined;
  }
}

/** The versions of the programs that a platform is made of. */
export async function describeVersions(): Promise<DrillRecord['versions']> {
  const found = await Promise.all(
    [haproxy, postgresql, redis, pgbackrest].map((program) => ensureProgram(program)),
  );
  const versions = found.map(({ name, version }) => [name.toLowerCase(), version]);
  return { node: process.versions.node, ...Object.fromEntries(versions) };
}
