import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from './command.ts';
import { installDebianPackages } from './debian.ts';
import type { Requirement } from './requirement.ts';

/** Debian keeps the server programs of each major version here, off the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

export const postgresql: Requirement = {
  name: 'PostgreSQL',
  usedThrough: 'services/postgres.ts',
  isPresent() {
    const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
    const folders = versions.map((version) => join(DEBIAN_FOLDER, version, 'bin'));
    return findProgram('initdb', folders) !== undefined;
  },
  install: () => installDebianPackages('postgresql', 'postgresql-contrib'),
};
