import type { Command } from 'commander';
import { DISRUPTIONS, type Disruption } from '../../../lib/assessment/disruptions.ts';
import { explain, findMeant } from '../../../lib/assessment/explain.ts';
import { didYouMean } from '../../../lib/assessment/near-names.ts';
import { BadInput } from '../bad-input.ts';
import { addOutputOptions, addSubjectOptions, type FormatFlags, formatOf } from '../options.ts';
import { deliver, lookOf } from '../output.ts';
import { renderExplanation } from '../render/explanation.ts';
import { assessSubject, readSubject, type SubjectFlags } from '../subject.ts';

const HELP = `
Disruptions: ${DISRUPTIONS.join(', ')}.
Explaining is no judgement: the exit code is 0 also for a number that breaches its objective.

Examples:
  $ holdfast explain orders-db region
  $ holdfast explain Database corruption template.yaml --region eu-central-1
  $ holdfast explain shop-data/Database zone cdk.out --json`;

/** `holdfast explain COMPONENT DISRUPTION [PATH]` */
export function addExplain(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('explain')
    .description('explain how a component comes back from a disruption, term by term')
    .argument('<component>', 'id, logical id, name, or a part that only one component has')
    .argument('<disruption>', DISRUPTIONS.join(', '))
    .argument('[path]', 'a cdk.out, a template, a folder of templates, or -', 'cdk.out')
    .addHelpText('after', HELP)
    .action(async (wanted: string, disruption: string, path: string, flags: SubjectFlags & FormatFlags) => {
      if (!isDisruption(disruption)) throw new BadInput(noDisruption(disruption));
      const assessment = assessSubject(await readSubject([path], flags));
      const explanation = explain(assessment, findMeant(assessment, wanted), disruption);
      const json = formatOf(flags) === 'json';
      const text = json
        ? `${JSON.stringify(explanation, null, 2)}\n`
        : renderExplanation(explanation, lookOf(flags));
      deliver(text, flags);
      done(0);
    });
  addOutputOptions(addSubjectOptions(command), ['text', 'json']);
}

function isDisruption(text: string): text is Disruption {
  return (DISRUPTIONS as readonly string[]).includes(text);
}

function noDisruption(text: string): string {
  const near = didYouMean(text, DISRUPTIONS);
  return `There is no disruption "${text}"${near === '.' ? `; there are ${DISRUPTIONS.join(', ')}.` : near}`;
}
