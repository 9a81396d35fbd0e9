import type { Command } from 'commander';
import { diffAssessments } from '../../../lib/assessment/diff.ts';
import { exitCodeOf } from '../../exit-code.ts';
import { BadInput } from '../bad-input.ts';
import { addOutputOptions, addSubjectOptions, type FormatFlags } from '../options.ts';
import { deliver } from '../output.ts';
import { renderDiff } from '../render/diff.ts';
import { assessSubject, readSubject, type SubjectFlags } from '../subject.ts';

const HELP = `
The exit code is that of HEAD by itself: a change that leaves a breach in place does not pass.

Examples:
  $ holdfast diff main/cdk.out cdk.out
  $ holdfast diff main/cdk.out cdk.out --format markdown --output comment.md
  $ holdfast diff old.yaml new.yaml --region eu-central-1 --json`;

/** `holdfast diff BASE HEAD` */
export function addDiff(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('diff')
    .description('show how a change moves each objective')
    .argument('<base>', 'templates before the change')
    .argument('<head>', 'templates after the change')
    .addHelpText('after', HELP)
    .action(async (base: string, head: string, flags: SubjectFlags & FormatFlags) => {
      if (base === '-' && head === '-')
        throw new BadInput('Standard input can be read once only: name a path for BASE or HEAD.');
      const [before, after] = [
        assessSubject(await readSubject([base], flags)),
        assessSubject(await readSubject([head], flags)),
      ];
      deliver(renderDiff(diffAssessments(before, after), flags), flags);
      done(exitCodeOf(after.verdict));
    });
  addOutputOptions(addSubjectOptions(command), ['table', 'markdown', 'json']);
}
