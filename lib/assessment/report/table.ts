import type { Assessment } from '../model.ts';
import { verdictSentence } from './sentences.ts';
import { availabilityLines } from './table/availability.ts';
import { findingLines } from './table/findings.ts';
import { matrixLines } from './table/matrix.ts';
import { type Paint, paint as paintFor } from './table/paint.ts';
import { wrap, wrapBehind } from './table/text.ts';
import { count, VERDICT_WORD } from './words.ts';

/**
 * Renders the verdict for a terminal.
 *
 * @param options.color false writes no escape sequence at all
 * @param options.width columns of the terminal; no line is longer
 * @returns text that ends in one newline
 */
export function renderTable(
  assessment: Assessment,
  options: { readonly color: boolean; readonly width: number },
): string {
  const paint = paintFor(options.color);
  const width = Math.max(options.width, 40);
  const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', paint.strong(title), ...lines];
  const lines = [
    ...headline(assessment, width, paint),
    ...section('RECOVERY OBJECTIVES', matrixLines(assessment, width, paint)),
    ...section('AVAILABILITY', availabilityLines(assessment, width, paint)),
    ...section('BREACHES AND FINDINGS', findingLines(assessment, width, paint)),
    ...section('WHAT THIS RESTS ON', basisLines(assessment, width)),
  ];
  return `${lines.join('\n')}\n`;
}

function headline(assessment: Assessment, width: number, paint: Paint): string[] {
  const { application, environment } = assessment.subject;
  const { primary, recovery } = assessment.regions;
  const resources = assessment.stacks.reduce((sum, stack) => sum + stack.resources, 0);
  const where = `primary ${primary}, ${recovery === undefined ? 'no recovery region' : `recovery ${recovery}`}`;
  const read = `${count(resources, 'resource')} in ${count(assessment.stacks.length, 'stack')}`;
  const { glyph, word } = VERDICT_WORD[assessment.verdict];
  const head = `${glyph} ${word}`;
  const [first = '', ...rest] = wrapBehind(`${head}  `, verdictSentence(assessment), width);
  return [
    ...wrap(`Holdfast · ${application} · ${environment}`, width).map((line) => paint.strong(line)),
    ...wrap(`${where}; ${read}`, width).map((line) => paint.quiet(line)),
    '',
    paint.verdict(assessment.verdict, head) + first.slice(head.length),
    ...rest,
  ];
}

function basisLines(assessment: Assessment, width: number): string[] {
  const own = assessment.assumptions.filter((assumption) => assumption.overridden).length;
  const total = assessment.assumptions.length;
  const missing = assessment.notModelled.reduce((sum, type) => sum + type.count, 0);
  const types = assessment.notModelled.map((type) => type.resourceType).join(', ');
  const unresolved = assessment.unresolved.length;
  return [
    ...wrapBehind('  ', `${count(total, 'assumption')}, ${own} of them set by you`, width),
    ...wrapBehind(
      '  ',
      `${count(missing, 'resource')} not modelled${types === '' ? '' : `: ${types}`}`,
      width,
    ),
    ...wrapBehind(
      '  ',
      `${count(unresolved, 'value')} not resolved${unresolved === 0 ? '' : '; unknown is never a pass'}`,
      width,
    ),
  ];
}
