import { findProgram } from './command.ts';
import type { Program } from './program.ts';

export const pgbackrest: Program = {
  name: 'pgBackRest',
  // The first that takes several repositories is 2.33; older ones than this are not tried.
  minimum: '2.40',
  find: () => findProgram('pgbackrest', ['/usr/bin']),
  versionArguments: ['version'],
  packages: ['pgbackrest'],
};
