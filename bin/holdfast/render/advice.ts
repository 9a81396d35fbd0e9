import type { Advice, MendAdvice } from '../../../lib/assessment/advise.ts';
import { paint as paintFor } from '../../../lib/assessment/report/table/paint.ts';
import { wrapBehind } from '../../../lib/assessment/report/table/text.ts';
import { count, VERDICT_WORD } from '../../../lib/assessment/report/words.ts';
import type { Look } from '../output.ts';

/** Advice for a terminal: what mends each breach, then what holds by one property alone. */
export function renderAdvice(advice: Advice, { color, width: columns }: Look): string {
  const paint = paintFor(color);
  const width = Math.max(columns, 40);
  const { glyph, word } = VERDICT_WORD[advice.verdict];
  const searched = `${count(advice.tried, 'changed assembly', 'changed assemblies')} assessed${advice.complete ? '' : '; the search was cut short there'}`;
  const lines = [
    `${paint.verdict(advice.verdict, `${glyph} ${word}`)}  ${paint.quiet(searched)}`,
    '',
    paint.strong('WHAT MENDS IT'),
    ...(advice.mends.length === 0 ? ['  Nothing is breached.'] : []),
    ...advice.mends.flatMap((one) => mendLines(one, width)),
    '',
    paint.strong('WHAT WOULD BREAK IT'),
    ...(advice.fragile.length === 0 ? ['  No single change that was tried breaks what holds.'] : []),
    ...advice.fragile.flatMap(({ text, breaks }) => [
      ...wrapBehind('  ', text, width),
      ...wrapBehind('    breaks ', breaks.join(', '), width),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function mendLines({ finding, remedies, unverified }: MendAdvice, width: number): string[] {
  const sign = finding.severity === 'breach' ? '✗' : '?';
  return [
    ...wrapBehind(`  ${sign} `, `${finding.message} [${finding.rule}]`, width),
    ...remedies.flatMap(({ texts, cost }) => wrapBehind(`    ${cost}: `, texts.join('  and  '), width)),
    ...(remedies.length > 0
      ? []
      : wrapBehind('    ', 'No change of properties that was tried mends it.', width)),
    ...unverified.flatMap(({ change, property, stack, logicalId }) =>
      wrapBehind('    not tried: ', `${change} (${stack}/${logicalId}, ${property})`, width),
    ),
  ];
}
