import { findProgram } from './command.ts';
import { installDebianPackages } from './debian.ts';
import type { Requirement } from './requirement.ts';

export const redis: Requirement = {
  name: 'Redis',
  usedThrough: 'services/redis.ts',
  isPresent: () => findProgram('redis-server') !== undefined,
  install: () => installDebianPackages('redis-server'),
};
