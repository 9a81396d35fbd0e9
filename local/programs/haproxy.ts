import { findProgram } from './command.ts';
import type { Program } from './program.ts';

export const haproxy: Program = {
  name: 'HAProxy',
  // The first with `http-error` in backends and with the retries that are used here.
  minimum: '2.4',
  // Debian keeps it where only root's PATH leads.
  find: () => findProgram('haproxy', ['/usr/sbin']),
  versionArguments: ['-v'],
  packages: ['haproxy'],
};
