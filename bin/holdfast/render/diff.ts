import type { AssessmentDiff, JourneyDiff, Movement, NumberDiff } from '../../../lib/assessment/diff.ts';
import type { Finding, Verdict } from '../../../lib/assessment/model.ts';
import { escapeMarkdown, markdownTable } from '../../../lib/assessment/report/markdown/escape.ts';
import { printable } from '../../../lib/assessment/report/printable.ts';
import { type Cell, columnWidths, gridLine } from '../../../lib/assessment/report/table/grid.ts';
import { paint as paintFor } from '../../../lib/assessment/report/table/paint.ts';
import { wrapBehind } from '../../../lib/assessment/report/table/text.ts';
import { estimateText, percentText, targetText, VERDICT_WORD } from '../../../lib/assessment/report/words.ts';
import { type FormatFlags, formatOf } from '../options.ts';
import { lookOf } from '../output.ts';

/** A change of the objectives, for a terminal, a pull request or a program. */
export function renderDiff(diff: AssessmentDiff, flags: FormatFlags): string {
  const format = formatOf(flags);
  if (format === 'json') return `${JSON.stringify(diff, null, 2)}\n`;
  if (format === 'markdown') return markdown(diff);
  return table(diff, flags);
}

const PAINTED: Record<Movement, Verdict> = { same: 'undeclared', better: 'holds', worse: 'breached' };

function table(diff: AssessmentDiff, flags: FormatFlags): string {
  const { color, width } = lookOf(flags);
  const paint = paintFor(color);
  const number = (one: NumberDiff): Cell => ({
    text: `${numberText(one)}${mark(one.movement)}`,
    paint: (text) => (one.movement === 'same' ? text : paint.verdict(PAINTED[one.movement], text)),
  });
  const head = ['DISRUPTION', 'RTO', 'TARGET', 'RPO', 'TARGET', 'VERDICT'].map(
    (text): Cell => ({ text, paint: paint.quiet }),
  );
  const rows = diff.disruptions.map(({ disruption, before, after, rto, rpo }): Cell[] => [
    { text: disruption, paint: paint.strong },
    number(rto),
    { text: targetChange(rto), paint: paint.quiet },
    number(rpo),
    { text: targetChange(rpo), paint: paint.quiet },
    { text: verdictChange(before, after), paint: (text) => paint.verdict(after, text) },
  ]);
  const journeyRows = diff.availability.map((journey): Cell[] => [
    { text: journey.journey, paint: paint.strong },
    { text: `${journeyText(journey)}${mark(journey.movement)}` },
  ]);
  const grid = (all: Cell[][]): string[] => {
    const widths = columnWidths(all);
    return all.map((row) => `  ${gridLine(row, widths)}`.trimEnd());
  };
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
  const findings = (sign: string, all: readonly Finding[]): string[] =>
    all.flatMap((finding) =>
      wrapBehind(
        `  ${sign} ${finding.severity.toUpperCase()}  `,
        `${finding.message} [${finding.rule}]`,
        width,
      ),
    );
  const lines = [
    paint.verdict(diff.after, printable(headline(diff))),
    ...section('RECOVERY OBJECTIVES', grid([head, ...rows])),
    ...section('AVAILABILITY (EXPECTED)', grid(journeyRows)),
    ...section('NEW FINDINGS', findings('+', diff.newFindings)),
    ...section('RESOLVED FINDINGS', findings('-', diff.resolvedFindings)),
    ...section('COMPONENTS', [
      ...diff.added.map((name) => `  + ${printable(name)}`),
      ...diff.removed.map((name) => `  - ${printable(name)}`),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function markdown(diff: AssessmentDiff): string {
  const bold = (text: string, moved: boolean) =>
    moved ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text);
  const number = (one: NumberDiff) => bold(numberText(one) + mark(one.movement), one.movement !== 'same');
  const percent = (one: JourneyDiff) =>
    one.movement === 'same' ? journeyText(one) : `**${journeyText(one)}${mark(one.movement)}**`;
  const finding = ({ severity, message, rule }: Finding) =>
    `- ${severity}: ${escapeMarkdown(message)} (${escapeMarkdown(rule)})`;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `**${title}**`, '', ...lines];
  return `${[
    `### Recovery objectives: ${escapeMarkdown(headline(diff))}`,
    '',
    markdownTable(
      ['Disruption', 'RTO', 'Target', 'RPO', 'Target', 'Verdict'],
      diff.disruptions.map(({ disruption, before, after, rto, rpo }) => [
        disruption,
        number(rto),
        escapeMarkdown(targetChange(rto)),
        number(rpo),
        escapeMarkdown(targetChange(rpo)),
        bold(verdictChange(before, after), before !== after),
      ]),
    ),
    '',
    markdownTable(
      ['Journey', 'Expected availability'],
      diff.availability.map((one) => [one.journey, percent(one)]),
    ),
    ...list('New findings', diff.newFindings.map(finding)),
    ...list('Resolved findings', diff.resolvedFindings.map(finding)),
    ...list('Components', [
      ...diff.added.map((name) => `- added: ${escapeMarkdown(name)}`),
      ...diff.removed.map((name) => `- removed: ${escapeMarkdown(name)}`),
    ]),
  ].join('\n')}\n`;
}

function headline(diff: AssessmentDiff): string {
  const { glyph, word } = VERDICT_WORD[diff.after];
  const verdict =
    diff.before === diff.after ? `still ${glyph} ${word}` : verdictChange(diff.before, diff.after);
  if (diff.unchanged) return `${verdict}; nothing moves.`;
  if (diff.broken.length > 0) return `${verdict}; this breaks ${diff.broken.join(', ')}.`;
  const moved = diff.disruptions.flatMap(({ rto, rpo }) => [rto.movement, rpo.movement]);
  const count = (movement: Movement) => moved.filter((one) => one === movement).length;
  return `${verdict}; ${count('better')} of the numbers get better, ${count('worse')} get worse.`;
}

function numberText({ before, after }: NumberDiff): string {
  const [old, present] = [estimateText(before.estimate), estimateText(after.estimate)];
  return old === present ? old : `${old} → ${present}`;
}

function targetChange({ before, after }: NumberDiff): string {
  const [old, present] = [targetText(before), targetText(after)];
  return old === present ? old : `${old} → ${present}`;
}

function verdictChange(before: Verdict, after: Verdict): string {
  const text = (verdict: Verdict) => `${VERDICT_WORD[verdict].glyph} ${VERDICT_WORD[verdict].word}`;
  return before === after ? text(before) : `${text(before)} → ${text(after)}`;
}

function journeyText({ before, after }: JourneyDiff): string {
  const [old, present] = [before, after].map((one) => (one ? percentText(one.expectedPercent) : 'none'));
  return old === present ? `${old}` : `${old} → ${present}`;
}

function mark(movement: Movement): string {
  return { same: '', better: ' ▲ better', worse: ' ▼ worse' }[movement];
}
