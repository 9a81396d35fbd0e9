import { formatDuration } from '../../../duration.ts';
import type { Assessment, DisruptionResult, Finding, Judged, Origin, Verdict } from '../../model.ts';
import { controlsOf } from '../controls.ts';
import { decidingFindings, floorSentence } from '../sentences.ts';
import {
  componentName,
  count,
  estimateText,
  limitingText,
  orderFindings,
  percentText,
  SEVERITY_VERDICT,
  targetText,
  VERDICT_WORD,
  valueText,
} from '../words.ts';
import { escapeMarkdown, folded, markdownTable } from './escape.ts';

/** More findings than these stand in the JSON and the page; a comment is read on a phone. */
const MOST_FINDINGS = 25;
const MOST_MENDS = 3;
const MOST_FINDING_CHARACTERS = 20_000;
const LONGEST_TEXT = 500;

/** Text of a template, escaped; none is so long that it pushes the others out of the comment. */
function text(words: string): string {
  return escapeMarkdown(words.length > LONGEST_TEXT ? `${words.slice(0, LONGEST_TEXT - 1)}…` : words);
}

/** Glyph and word of a verdict. */
export function verdictWord(verdict: Verdict): string {
  const { glyph, word } = VERDICT_WORD[verdict];
  return `${glyph} ${word}`;
}

/** One row per disruption. */
export function disruptionTable(assessment: Assessment): string {
  return markdownTable(
    ['Disruption', 'Recovery time', 'Target', 'Data loss', 'Target', 'Limited by', 'Verdict'],
    assessment.disruptions.map((result) => {
      const { disruption, verdict, rto, rpo } = result;
      const deciding = decidingFindings(assessment, result).map(({ rule }) => text(rule));
      return [
        text(disruption),
        `**${estimateText(rto.estimate)}**`,
        text(targetText(rto)),
        `**${estimateText(rpo.estimate)}**`,
        text(targetText(rpo)),
        text(limitingText(assessment, disruption, rto)),
        `${verdictWord(verdict)}${deciding.length === 0 ? '' : ` by ${[...new Set(deciding)].join(', ')}`}`,
      ];
    }),
  );
}

/** Expected value and contractual floor of each journey, side by side and never mixed. */
export function availabilityTable(assessment: Assessment): string {
  const { availability, objectives } = assessment;
  if (availability.length === 0) return 'No user journey was found.';
  const rows = availability.map(({ journey, expectedPercent, expectedLosses, floorPercent, verdict }) => [
    text(journey),
    `**${percentText(expectedPercent)}**`,
    formatDuration(expectedLosses.reduce((sum, loss) => sum + loss.secondsPerYear, 0)),
    percentText(floorPercent),
    verdictWord(verdict),
  ]);
  const heads = ['Journey', 'Expected', 'Lost in a year', 'Contractual floor', 'Verdict'];
  return `${markdownTable(heads, rows)}\n\nTarget: above ${objectives.availabilityPercent} %, judged on the expected value. ${text(floorSentence(assessment))}`;
}

/** The worst first, each with the changes that mend it. */
export function findingList(assessment: Assessment): string {
  const findings = orderFindings(assessment.findings);
  if (findings.length === 0) return 'None.';
  const lines: string[] = [];
  let left = MOST_FINDING_CHARACTERS;
  for (const finding of findings.slice(0, MOST_FINDINGS)) {
    const line = findingLines(assessment, finding);
    if (line.length > left) break;
    lines.push(line);
    left -= line.length;
  }
  const rest = findings.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${count(rest, 'more finding')} in the JSON report`] : [])].join(
    '\n',
  );
}

function findingLines(
  assessment: Assessment,
  { severity, rule, component, message, mends }: Finding,
): string {
  const { glyph } = VERDICT_WORD[SEVERITY_VERDICT[severity]];
  const who = component === undefined ? '' : ` ${text(componentName(assessment, component))}:`;
  const rest = mends.length - MOST_MENDS;
  return [
    `- ${glyph} **${severity}**${who} ${text(message)} (${text(rule)})`,
    ...mends
      .slice(0, MOST_MENDS)
      .map(
        ({ change, stack, constructPath, logicalId, property }) =>
          `  - **${text(change)}**: ${text(`${property} of ${constructPath ?? `${stack}/${logicalId}`}`)}`,
      ),
    ...(rest > 0 ? [`  - or ${count(rest, 'other change')}`] : []),
  ].join('\n');
}

/** The terms of every number of the table, folded. */
export function termsBlock(assessment: Assessment): string {
  const rows = assessment.disruptions.flatMap((result) => [
    ...termRows(result, 'RTO', result.rto),
    ...termRows(result, 'RPO', result.rpo),
  ]);
  return folded('Terms of the limiting numbers', markdownTable(['Number', 'Term', 'Time', 'Rests on'], rows));
}

function termRows({ disruption }: DisruptionResult, objective: string, { estimate }: Judged): string[][] {
  const number = text(`${disruption} ${objective}`);
  if (estimate.kind !== 'estimate') return [[number, text(estimate.reason), estimate.kind, '–']];
  return estimate.terms.map(({ label, seconds, formula, origins }) => [
    number,
    text(label),
    formatDuration(seconds),
    [...(formula === undefined ? [] : [text(formula)]), ...origins.map(originText)].join('; '),
  ]);
}

function originText(origin: Origin): string {
  switch (origin.kind) {
    case 'template':
      return text(`${origin.constructPath ?? `${origin.stack}/${origin.logicalId}`} ${origin.path}`);
    case 'fact':
      return `fact ${text(origin.id)}`;
    case 'assumption':
      return `${origin.overridden ? '**your** assumption' : 'assumption'} ${text(origin.id)}`;
  }
}

/** The assumptions that the user set, folded. */
export function overriddenBlock(assessment: Assessment): string | undefined {
  const own = assessment.assumptions.filter(({ overridden }) => overridden);
  if (own.length === 0) return undefined;
  const rows = own.map(({ id, value, unit, statement }) => [
    text(id),
    text(valueText(value, unit)),
    text(statement),
  ]);
  return folded(
    `${count(own.length, 'assumption')} set by you`,
    markdownTable(['Assumption', 'Value', 'Statement'], rows),
  );
}

/** What each control has, in one line each, folded. */
export function controlsBlock(assessment: Assessment): string {
  const rows = controlsOf(assessment).map(({ framework, id, title, status, evidence, against }) => [
    text(`${framework} ${id}`),
    text(title),
    status === 'evidence'
      ? count(evidence.length, 'piece of evidence', 'pieces of evidence')
      : status === 'findings against'
        ? `${count(against.length, 'finding')} against it`
        : status,
  ]);
  return folded(
    'Controls: evidence found, no claim of compliance',
    markdownTable(['Control', 'Title', 'Found'], rows),
  );
}

/** What the numbers do not cover; undefined when they cover everything. */
export function limitsLine(assessment: Assessment): string | undefined {
  const { notModelled, unresolved } = assessment;
  const missing = notModelled.map(({ resourceType, count: amount }) => text(`${resourceType} x ${amount}`));
  const parts = [
    ...(missing.length === 0 ? [] : [`Not modelled: ${missing.join(', ')}.`]),
    ...(unresolved.length === 0
      ? []
      : [`${count(unresolved.length, 'value')} not resolved; unknown is never a pass.`]),
  ];
  return parts.length === 0 ? undefined : parts.join(' ');
}
