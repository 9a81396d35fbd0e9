import { findProgram } from './command.ts';
import { installDebianPackages } from './debian.ts';
import type { Requirement } from './requirement.ts';

/** Debian keeps it where only root's PATH leads. */
const DEBIAN_FOLDER = '/usr/sbin';

export const haproxy: Requirement = {
  name: 'HAProxy',
  usedThrough: 'services/haproxy.ts',
  isPresent: () => findProgram('haproxy', [DEBIAN_FOLDER]) !== undefined,
  install: () => installDebianPackages('haproxy'),
};
