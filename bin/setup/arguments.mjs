// @ts-check
import { SetupError } from './setup-error.mjs';

/**
 * Tells what to run from the command line's arguments.
 *
 * @param {readonly string[]} args
 * @returns {{ kind: 'script' | 'tool', name: string, rest: string[] }}
 * @throws {SetupError} when no script or tool is named
 */
export function parseArguments(args) {
  const tool = args[0] === '--tool';
  const [name, ...rest] = tool ? args.slice(1) : args;
  if (!name || name.startsWith('-')) {
    throw new SetupError('Usage: node bin/setup.mjs SCRIPT.ts [arguments], or --tool NAME [arguments].', 2);
  }
  return { kind: tool ? 'tool' : 'script', name, rest };
}
