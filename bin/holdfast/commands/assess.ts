import type { Command } from 'commander';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { exitCodeOf } from '../../exit-code.ts';
import { addOutputOptions, addSubjectOptions, type FormatFlags, formatOf } from '../options.ts';
import { deliver, lookOf } from '../output.ts';
import { assessSubject, readSubject, type Subject, type SubjectFlags } from '../subject.ts';

const HELP = `
Objectives and regions come from the assembly when an app with Holdfast's validation wrote it. Else every disruption
but compromise is held to RTO < 4 h and RPO < 1 h, and availability to more than 99.9 %.

Examples:
  $ holdfast assess cdk.out
  $ holdfast assess template.yaml --region eu-central-1 --parameter Stage=prod
  $ holdfast assess templates/ --region eu-central-1 --dr-region eu-west-1 --objectives objectives.yaml
  $ aws cloudformation get-template --stack-name shop --query TemplateBody | holdfast assess - --region eu-central-1
  $ holdfast assess cdk.out --measured drills/2026-10.json --format html --output report.html`;

/** `holdfast assess PATH...` */
export function addAssess(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('assess')
    .description('assess templates against their objectives')
    .argument('<path...>', 'a cdk.out, a template, a folder of templates, or - for standard input')
    .addHelpText('after', HELP)
    .action(async (paths: string[], flags: SubjectFlags & FormatFlags) => {
      const subject = await readSubject(paths, flags);
      const assessment = assessSubject(subject);
      deliver(await render(assessment, subject, flags), flags);
      done(exitCodeOf(assessment.verdict));
    });
  addOutputOptions(addSubjectOptions(command), ['table', 'json', 'html', 'markdown', 'sarif']);
}

/** Loads only the form that was asked for. */
async function render(assessment: Assessment, { stacks }: Subject, flags: FormatFlags): Promise<string> {
  switch (formatOf(flags)) {
    case 'json':
      return (await import('../../../lib/assessment/report/json.ts')).renderJson(assessment);
    case 'html':
      return (await import('../../../lib/assessment/report/html.ts')).renderHtml(assessment);
    case 'markdown':
      return (await import('../../../lib/assessment/report/markdown.ts')).renderMarkdown(assessment);
    case 'sarif':
      return (await import('../../../lib/assessment/report/sarif.ts')).renderSarif(assessment, stacks);
    default:
      return (await import('../../../lib/assessment/report/table.ts')).renderTable(assessment, lookOf(flags));
  }
}
