import type { Command } from 'commander';
import { advise } from '../../../lib/assessment/advise.ts';
import { exitCodeOf } from '../../exit-code.ts';
import { addOutputOptions, addSubjectOptions, type FormatFlags, formatOf } from '../options.ts';
import { deliver, lookOf } from '../output.ts';
import { renderAdvice } from '../render/advice.ts';
import { readSubject, type SubjectFlags } from '../subject.ts';

const HELP = `
Every suggestion has been made to the templates and assessed; none is shown that does not work or that breaks something
else. Costs are classes: free, storage, capacity, second copy.

Examples:
  $ holdfast advise
  $ holdfast advise template.yaml --region eu-central-1 --rto 1h --rpo 5m
  $ holdfast advise cdk.out --json`;

/** `holdfast advise [PATH]` */
export function addAdvise(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('advise')
    .description(
      'find the smallest changes that mend each breach, and the single changes that would break what holds',
    )
    .argument('[path]', 'a cdk.out, a template, a folder of templates, or -', 'cdk.out')
    .addHelpText('after', HELP)
    .action(async (path: string, flags: SubjectFlags & FormatFlags) => {
      const { stacks, options } = await readSubject([path], flags);
      const advice = advise(stacks, options);
      const json = formatOf(flags) === 'json';
      deliver(json ? `${JSON.stringify(advice, null, 2)}\n` : renderAdvice(advice, lookOf(flags)), flags);
      done(exitCodeOf(advice.verdict));
    });
  addOutputOptions(addSubjectOptions(command), ['text', 'json']);
}
