import { readFileSync, writeFileSync } from 'node:fs';

const group = '/proc/self/autogroup';

/** As much weight as nine programs of others. */
const ahead = -10;

/**
 * Lets this process and all that it has started go before what else the machine does, as long as it is wanted. Linux groups programs by
 * session for this (sched(7), autogroup), and only root may go first.
 * @returns what ends it
 * @throws when this machine does not allow it
 */
export function goAhead(): () => void {
  try {
    const before = /nice (-?\d+)/.exec(readFileSync(group, 'utf8'))?.[1] ?? '0';
    writeFileSync(group, String(ahead));
    return () => writeFileSync(group, before);
  } catch {
    throw new Error(
      '--ahead needs root and a Linux kernel that groups programs by session (sched_autogroup).',
    );
  }
}
