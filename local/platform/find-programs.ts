import { ensureProgram } from '../programs/ensure.ts';
import { haproxy } from '../programs/haproxy.ts';
import { pgbackrest } from '../programs/pgbackrest.ts';
import { postgresql } from '../programs/postgresql.ts';
import { redis } from '../programs/redis.ts';

/** Paths of the programs that the platform starts by itself. */
export interface Programs {
  readonly haproxy: string;
}

/**
 * Finds the programs of the platform, installs what is missing, and says their versions in one line.
 * @throws ProgramError with one sentence
 */
export async function findPrograms(progress: (line: string) => void): Promise<Programs> {
  const installing = ({ name }: { readonly name: string }) =>
    progress(`${name} is missing and is being installed`);
  const found = [];
  // One after the other: a package manager lets nobody else in.
  for (const program of [haproxy, postgresql, redis, pgbackrest]) {
    found.push(await ensureProgram(program, { installing }));
  }
  progress(`programs: ${found.map(({ name, version }) => `${name} ${version}`).join(', ')}`);
  return { haproxy: found[0]?.path ?? 'haproxy' };
}
