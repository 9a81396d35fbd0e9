import { findProgram } from './command.ts';
import type { Program } from './program.ts';

export const redis: Program = {
  name: 'Redis',
  minimum: '6.2',
  find: () => findProgram('redis-server'),
  versionArguments: ['--version'],
  packages: ['redis-server'],
};
