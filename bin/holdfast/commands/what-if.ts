import type { Command } from 'commander';
import { diffAssessments } from '../../../lib/assessment/diff.ts';
import { applyChanges, parseChange } from '../../../lib/assessment/what-if.ts';
import { exitCodeOf } from '../../exit-code.ts';
import { addOutputOptions, addSubjectOptions, type FormatFlags } from '../options.ts';
import { deliver } from '../output.ts';
import { renderDiff } from '../render/diff.ts';
import { assessSubject, readSubject, type SubjectFlags } from '../subject.ts';

const HELP = `
A value is JSON where it is valid JSON, else text. Nothing behind = removes the property, and LogicalId= the resource.
Positions in lists are numbers; where several stacks have the logical id, write stack/LogicalId. No file is changed.

Examples:
  $ holdfast what-if 'Database.MultiAZ=false'
  $ holdfast what-if 'Database.BackupRetentionPeriod=0' 'Database.DeletionProtection=false' --path template.yaml
  $ holdfast what-if 'Plan.BackupPlan.BackupPlanRule.0.CopyActions='`;

/** `holdfast what-if CHANGE...` */
export function addWhatIf(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('what-if')
    .description('assess the templates with changes, and show what the changes move')
    .argument('<change...>', 'LogicalId.Property=value')
    .option('--path <path>', 'a cdk.out, a template, a folder of templates, or -', 'cdk.out')
    .addHelpText('after', HELP)
    .action(async (texts: string[], flags: SubjectFlags & FormatFlags & { readonly path: string }) => {
      const changes = texts.map(parseChange);
      const subject = await readSubject([flags.path], flags);
      const before = assessSubject(subject);
      const after = assessSubject(subject, applyChanges(subject.stacks, changes, before));
      deliver(renderDiff(diffAssessments(before, after), flags), flags);
      done(exitCodeOf(after.verdict));
    });
  addOutputOptions(addSubjectOptions(command), ['table', 'markdown', 'json']);
}
