import type { Assessment, DisruptionResult, Judged } from '../../model.ts';
import { decidingFindings } from '../sentences.ts';
import { estimateText, limitingText, targetText, VERDICT_WORD } from '../words.ts';
import { type Cell, columnWidths, gridLine, gridWidth } from './grid.ts';
import type { Paint } from './paint.ts';
import { wrapBehind } from './text.ts';

const INDENT = '  ';
const HEAD = ['DISRUPTION', 'RTO', 'TARGET', 'RPO', 'TARGET', 'VERDICT'];
/** Narrower than this, a column of sentences is a column of single words. */
const LIMITING_MIN = 40;

/** The seven disruptions, one row each; what limits them stands beside the row, or beneath it in a narrow terminal. */
export function matrixLines(assessment: Assessment, width: number, paint: Paint): string[] {
  const head: Cell[] = HEAD.map((text) => ({ text, paint: paint.quiet }));
  const rows = assessment.disruptions.map((result) => cells(result, paint));
  const widths = columnWidths([head, ...rows]);
  const used = INDENT.length + gridWidth(widths);
  if (used > width)
    return assessment.disruptions.flatMap((result) => stacked(assessment, result, width, paint));
  const beside = width - used - 2;
  if (beside < LIMITING_MIN) {
    return [
      INDENT + gridLine(head, widths),
      ...assessment.disruptions.flatMap((result, index) => [
        INDENT + gridLine(rows[index] ?? [], widths),
        ...limiting(assessment, result, width - 4).map((line) => `${INDENT}${INDENT}${paint.quiet(line)}`),
      ]),
    ];
  }
  const lastHead: Cell = { text: 'LIMITED BY', paint: paint.quiet };
  return [
    INDENT + gridLine([...head, lastHead], widths),
    ...assessment.disruptions.flatMap((result, index) => {
      const [first = '', ...rest] = limiting(assessment, result, beside);
      return [
        (INDENT + gridLine([...(rows[index] ?? []), { text: '' }], widths) + first).trimEnd(),
        ...rest.map((line) => ' '.repeat(used + 2) + line),
      ];
    }),
  ];
}

function cells(result: DisruptionResult, paint: Paint): Cell[] {
  const { glyph, word } = VERDICT_WORD[result.verdict];
  return [
    { text: result.disruption, paint: paint.strong },
    number(result.rto, paint),
    { text: targetText(result.rto), paint: paint.quiet },
    number(result.rpo, paint),
    { text: targetText(result.rpo), paint: paint.quiet },
    { text: `${glyph} ${word}`, paint: (text) => paint.verdict(result.verdict, text) },
  ];
}

/** Without colour the reader must still see which of the two numbers fails. */
function number(judged: Judged, paint: Paint): Cell {
  const text = estimateText(judged.estimate);
  if (judged.verdict !== 'breached' && judged.verdict !== 'unproven') return { text };
  return {
    text: `${text} ${VERDICT_WORD[judged.verdict].glyph}`,
    paint: (painted) => paint.verdict(judged.verdict, painted),
  };
}

function limiting(assessment: Assessment, result: DisruptionResult, width: number): string[] {
  const rto = limitingText(assessment, result.disruption, result.rto);
  const rpo = limitingText(assessment, result.disruption, result.rpo);
  const numbers: [string, string][] =
    rto === rpo || rpo === ''
      ? [['', rto]]
      : [
          ['RTO ', rto],
          ['RPO ', rpo],
        ];
  const rules = decidingFindings(assessment, result).map((finding) => finding.rule);
  return [...numbers, [`${VERDICT_WORD[result.verdict].glyph} finding `, rules.join(', ')] as const]
    .filter(([, text]) => text !== '')
    .flatMap(([name, text]) => wrapBehind(name, text, width));
}

function stacked(assessment: Assessment, result: DisruptionResult, width: number, paint: Paint): string[] {
  const { glyph, word } = VERDICT_WORD[result.verdict];
  const line = (name: string, judged: Judged): string[] =>
    wrapBehind(`    ${name} `, `${number(judged, paint).text}, target ${targetText(judged)}`, width);
  return [
    `${INDENT}${paint.strong(result.disruption)}  ${paint.verdict(result.verdict, `${glyph} ${word}`)}`,
    ...line('RTO', result.rto),
    ...line('RPO', result.rpo),
    ...limiting(assessment, result, width - 4).map((text) => `    ${paint.quiet(text)}`),
  ];
}
