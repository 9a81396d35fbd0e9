import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs the AWS command line and gives what it printed. */
export type AwsCommand = (args: readonly string[]) => Promise<string>;

/** What the AWS command line refused or could not do, in its own words. */
export class AwsCommandError extends Error {
  override readonly name = 'AwsCommandError';
}

/**
 * The `aws` of this machine, with whatever credentials it has.
 *
 * @param environment where `aws` is looked for, and what it reads its settings from
 * @returns a command that throws AwsCommandError when `aws` is not installed, or says no
 */
export function awsCommand(environment: NodeJS.ProcessEnv = process.env): AwsCommand {
  return async (args) => {
    try {
      const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], {
        env: environment,
        maxBuffer: 16 * 2 ** 20,
      });
      return stdout;
    } catch (error) {
      const { code, stderr = '' } = error as { readonly code?: unknown; readonly stderr?: string };
      if (code === 'ENOENT') {
        throw new AwsCommandError('There is no aws command on this machine: install the AWS CLI 2.');
      }
      throw new AwsCommandError(`aws ${args.slice(0, 2).join(' ')}: ${stderr.trim() || String(error)}`);
    }
  };
}
