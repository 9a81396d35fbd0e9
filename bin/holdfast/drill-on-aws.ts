import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type * as LoadModule from '../../lib/config/load.ts';
import type * as TakeoverModule from '../../lib/takeover/run-on-aws.ts';
import { BadInput } from './bad-input.ts';
import { project } from './local-commands.ts';

export interface AwsDrillFlags {
  readonly environment: string;
  /** Only tell what would be called. */
  readonly dryRun?: boolean;
}

/**
 * Runs the drill that there is on AWS: the takeover of a region by its plan. Needs the environment's file, which an installed package does
 * not have; hence the addresses that no bundler follows.
 * @returns the exit code: 0 the takeover completed or was only told, 1 it did not complete, 3 it was not begun
 * @throws BadInput when there is no such drill on AWS or no such environment, or AWS cannot be asked
 */
export async function drillOnAws(name: string, { environment, dryRun }: AwsDrillFlags): Promise<number> {
  const takeover = join(project, 'lib/takeover/run-on-aws.ts');
  if (!existsSync(takeover)) {
    throw new BadInput('Drills on AWS run from the repository only, where the environments are: clone it.');
  }
  const { AWS_DRILL, runOnAws } = (await import(takeover)) as typeof TakeoverModule;
  const { loadEnvironment } = (await import(join(project, 'lib/config/load.ts'))) as typeof LoadModule;
  if (name !== AWS_DRILL) {
    throw new BadInput(
      `${name} does not run on AWS by itself: only ${AWS_DRILL} does; the others are experiments of FIS, which runbooks/README.md tells how to start.`,
    );
  }
  try {
    const outcome = await runOnAws({
      config: await loadEnvironment(environment),
      dryRun: dryRun ?? false,
      ask,
      print: (text) => process.stdout.write(text),
    });
    if (outcome.kind === 'told') return 0;
    if (outcome.kind === 'not-ready') {
      process.stderr.write(
        `The plan is not ready, and nothing was begun:\n${outcome.reasons.map((reason) => `  ${reason}\n`).join('')}`,
      );
    }
    if (outcome.kind !== 'ended') return 3;
    process.stdout.write(`${outcome.state}; recovery time ${outcome.recoveryTime ?? 'not told'}\n`);
    return outcome.state.startsWith('completed') && outcome.state !== 'completedWithExceptions' ? 0 : 1;
  } catch (error) {
    if (error instanceof Error && ['ConfigError', 'AwsCommandError'].includes(error.name)) {
      throw new BadInput(error.message);
    }
    throw error;
  }
}

/** Asks the person at the keyboard. Without one nobody can answer, which is an answer too. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([
      terminal.question(question),
      new Promise<string>((resolve) => terminal.once('close', () => resolve(''))),
    ]);
  } finally {
    terminal.close();
  }
}
