// @ts-check
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';

/**
 * Runs a program in the foreground, with the project's tools first on its PATH and the signals passed on to it.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} binFolder folder put first on the PATH
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function run(program, args, binFolder) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'inherit',
      env: { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` },
    });
    // On a terminal Ctrl-C reaches the whole foreground group: passing it on would deliver it twice.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    process.on('SIGHUP', () => child.kill('SIGHUP'));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)));
  });
}
