import { existsSync } from 'node:fs';
import path from 'node:path';
import { type EnsureOptions, ensureProgram } from '../programs/ensure.ts';
import { pgbackrest } from '../programs/pgbackrest.ts';
import { postgresql, postgresqlProgram } from '../programs/postgresql.ts';

/** Where the programs of a pair are. */
export interface PostgresPrograms {
  readonly postgres: string;
  readonly initdb: string;
  readonly rewind: string;
  readonly baseBackup: string;
  readonly backups: string;
  /** Major version of PostgreSQL. */
  readonly version: number;
  /** Whether the library that collects statistics of statements is installed. */
  readonly statements: boolean;
}

/**
 * Finds PostgreSQL and pgBackRest, and installs them where that is allowed.
 * @throws ProgramError
 */
export async function postgresPrograms(options: EnsureOptions = {}): Promise<PostgresPrograms> {
  const server = await ensureProgram(postgresql, options);
  const backups = await ensureProgram(pgbackrest, options);
  const beside = (name: string) => postgresqlProgram(name) ?? path.join(path.dirname(server.path), name);
  // Debian keeps the libraries beside the folder of the programs.
  const library = path.join(path.dirname(server.path), '..', 'lib', 'pg_stat_statements.so');
  return {
    postgres: server.path,
    initdb: beside('initdb'),
    rewind: beside('pg_rewind'),
    baseBackup: beside('pg_basebackup'),
    backups: backups.path,
    version: Number.parseInt(server.version, 10),
    statements: existsSync(library),
  };
}
