import { command, findProgram, lastLines } from './command.ts';
import { ProgramError } from './program-error.ts';

let updated: Promise<void> | undefined;

/**
 * Installs Debian packages, reading the package lists anew once per run.
 *
 * @throws ProgramError when this is not a Debian system, the user is not root, or apt-get fails
 */
export async function installDebianPackages(...names: readonly string[]): Promise<void> {
  if (!findProgram('apt-get')) {
    throw new ProgramError('this system has no apt-get: install it with the package manager it has');
  }
  if (process.getuid?.() !== 0) {
    throw new ProgramError(`only root may install packages: run "sudo apt-get install ${names.join(' ')}"`);
  }
  updated ??= apt('update');
  await updated;
  await apt('install', '--yes', '--no-install-recommends', ...names);
}

async function apt(...args: readonly string[]): Promise<void> {
  const result = await command('apt-get', ['-qq', ...args]);
  if (result.exitCode !== 0) throw new ProgramError(`apt-get ${args[0]} failed: ${lastLines(result)}`);
}
