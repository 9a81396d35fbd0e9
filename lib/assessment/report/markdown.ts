import type { Assessment } from '../model.ts';
import { escapeMarkdown as text } from './markdown/escape.ts';
import {
  availabilityTable,
  controlsBlock,
  disruptionTable,
  findingList,
  limitsLine,
  overriddenBlock,
  termsBlock,
  verdictWord,
} from './markdown/sections.ts';
import { verdictSentence } from './sentences.ts';

/** A comment on GitHub holds 65,536 characters; some are left for what the caller adds. */
const MOST_CHARACTERS = 60_000;

/**
 * Renders the assessment as a comment for a pull request: the verdict, the table, availability, findings with their
 * mends, and what is read on demand folded. Text from templates is escaped and can neither mention nor link.
 *
 * @returns text of at most 60,000 characters that ends in one newline; folded blocks are left out, and said to be,
 * where it would be longer
 */
export function renderMarkdown(assessment: Assessment): string {
  const { application, environment } = assessment.subject;
  const body = [
    `## Recovery assessment of ${text(application)}, ${text(environment)}`,
    `**${verdictWord(assessment.verdict)}** ${text(verdictSentence(assessment))}`,
    disruptionTable(assessment),
    `### Availability\n\n${availabilityTable(assessment)}`,
    `### Findings\n\n${findingList(assessment)}`,
  ];
  const optional = [
    limitsLine(assessment),
    termsBlock(assessment),
    overriddenBlock(assessment),
    controlsBlock(assessment),
  ].filter((block) => block !== undefined);
  return shorten(body, optional);
}

const LEFT_OUT = 'More is left out of this comment, which has a limit; the JSON report has everything.';

function shorten(body: readonly string[], optional: readonly string[]): string {
  const blocks: string[] = [];
  let left = MOST_CHARACTERS - LEFT_OUT.length - 3;
  let complete = true;
  for (const block of [...body, ...optional]) {
    if (block.length + 2 > left) {
      complete = false;
      continue;
    }
    blocks.push(block);
    left -= block.length + 2;
  }
  return `${[...blocks, ...(complete ? [] : [LEFT_OUT])].join('\n\n')}\n`;
}
