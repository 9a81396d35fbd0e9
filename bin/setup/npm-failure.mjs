// @ts-check
const NETWORK =
  'ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT';

/** @type {readonly { readonly code: RegExp, readonly reason: string, readonly mend: string }[]} */
const KNOWN = [
  {
    code: new RegExp(`\\b(${NETWORK})\\b`),
    reason: 'the package registry cannot be reached',
    mend: 'check the network (or the registry and proxy settings of npm) and run the same command again',
  },
  {
    code: /\b(ENOSPC)\b/,
    reason: 'the disk is full',
    mend: 'free about 2 GB and run the same command again',
  },
  {
    code: /\b(EACCES|EPERM|EROFS)\b/,
    reason: 'a folder cannot be written',
    mend: 'make this folder and the npm cache writable for this user and run the same command again',
  },
  {
    code: /\b(E404|ETARGET)\b/,
    reason: 'the registry lacks a package that is needed',
    mend: 'point npm to a complete registry and run the same command again',
  },
];

/**
 * Turns npm's output into one sentence: what could not be installed, why, and what to do.
 *
 * @param {string} what
 * @param {string} output everything npm wrote
 * @returns {string} one sentence; npm's last lines follow when the reason is not a known one
 */
export function explainFailure(what, output) {
  for (const { code, reason, mend } of KNOWN) {
    const match = code.exec(output);
    if (match) return `${what} could not be installed, because ${reason} (${match[1]}): ${mend}.`;
  }
  const lines = output.trimEnd().split('\n').slice(-15).join('\n');
  return `${what} could not be installed, for the reason that npm gives below: mend it and run the same command again.\n${lines}`;
}
