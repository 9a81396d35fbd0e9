import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findProgram } from './command.ts';
import type { Program } from './program.ts';

/** Debian keeps the server programs of each major version here, off the PATH. */
const debianFolder = '/usr/lib/postgresql';

export const postgresql: Program = {
  name: 'PostgreSQL',
  minimum: '14',
  find: () => postgresqlProgram('postgres'),
  versionArguments: ['--version'],
  packages: ['postgresql', 'postgresql-contrib'],
};

/** The newest of Debian's, or the one on the PATH. All programs come from the folder that has the server. */
export function postgresqlProgram(name: string): string | undefined {
  const folder = serverFolder();
  return folder === undefined ? undefined : findProgramIn(folder, name);
}

function serverFolder(): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : [];
  const folders = versions
    .filter(Number.isInteger)
    .sort((a, b) => b - a)
    .map((version) => join(debianFolder, String(version), 'bin'));
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found !== undefined) {
    return found;
  }
  const onPath = findProgram('initdb');
  return onPath === undefined ? undefined : dirname(onPath);
}

function findProgramIn(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? file : undefined;
}
