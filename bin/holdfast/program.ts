import { Command, CommanderError } from 'commander';
import { BAD_INPUT } from '../exit-code.ts';
import { BadInput, sentenceOf } from './bad-input.ts';
import { addAdvise } from './commands/advise.ts';
import { addAssess } from './commands/assess.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDiff } from './commands/diff.ts';
import { addDown } from './commands/down.ts';
import { addDrill } from './commands/drill.ts';
import { addExplain } from './commands/explain.ts';
import { addLogs } from './commands/logs.ts';
import { addRestart } from './commands/restart.ts';
import { addScale } from './commands/scale.ts';
import { addStatus } from './commands/status.ts';
import { addUp } from './commands/up.ts';
import { addWhatIf } from './commands/what-if.ts';

/** Commands that judge templates, and those for the platform on this machine. */
const COMMANDS = [
  ...[addAssess, addDiff, addExplain, addWhatIf, addAdvise],
  ...[addUp, addDown, addStatus, addLogs, addRestart, addScale, addDeploy, addDrill],
];

const HELP = `
Examples:
  $ holdfast assess cdk.out
  $ holdfast assess template.yaml --region eu-central-1 --rto 4h --rpo 1h
  $ holdfast diff main/cdk.out cdk.out --format markdown
  $ holdfast explain orders-db region
  $ holdfast what-if 'Database.MultiAZ=false'
  $ holdfast advise cdk.out
  $ holdfast up
  $ holdfast drill run database-primary-kill

Exit codes:
  0  every objective holds
  1  an objective is breached
  2  the input or the command line cannot be used
  3  nothing is breached, but an objective cannot be proven`;

/**
 * Runs the command line.
 *
 * @param args what stands behind the program's name
 * @returns the exit code; errors are one sentence on standard error
 */
export async function run(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  const program = new Command('holdfast')
    .description(
      'Computes RTO, RPO and availability per disruption from CloudFormation templates, says whether the objectives hold, and runs the platform on this machine.',
    )
    .addHelpText('after', HELP)
    .showHelpAfterError(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  const done = (code: number): void => {
    exitCode = code;
  };
  for (const add of COMMANDS) add(program, done);
  for (const command of program.commands) {
    command.copyInheritedSettings(program);
    for (const part of command.commands) part.copyInheritedSettings(command);
  }
  try {
    if (args.length === 0)
      throw new BadInput('Name a command, such as "holdfast assess cdk.out"; holdfast --help lists them.');
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      process.stderr.write(`${usage(error, args)}\n`);
    } else {
      process.stderr.write(`${sentenceOf(error)}\n`);
    }
    return BAD_INPUT;
  }
}

/** `error: unknown option '--fromat'\n(Did you mean --format?)` as one sentence that says where to look. */
function usage({ message }: CommanderError, [first = '']: readonly string[]): string {
  const text = message
    .replace(/^error: /, '')
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '');
  const command = /^[a-z-]+$/.test(first) && !/unknown command/.test(text) ? ` ${first}` : '';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}; see holdfast${command} --help.`;
}
