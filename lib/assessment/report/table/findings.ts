import type { Assessment, Finding, Mend } from '../../model.ts';
import { printable } from '../printable.ts';
import { componentName, orderFindings, SEVERITY_VERDICT, VERDICT_WORD } from '../words.ts';
import type { Paint } from './paint.ts';
import { wrapBehind } from './text.ts';

/** Each finding with where it stands and the change of properties that mends it. */
export function findingLines(assessment: Assessment, width: number, paint: Paint): string[] {
  return orderFindings(assessment.findings).flatMap((finding, index) => [
    ...(index === 0 ? [] : ['']),
    ...one(assessment, finding, width, paint),
  ]);
}

function one(assessment: Assessment, finding: Finding, width: number, paint: Paint): string[] {
  const verdict = SEVERITY_VERDICT[finding.severity];
  const glyph = finding.severity === 'warning' ? '!' : VERDICT_WORD[verdict].glyph;
  const subject = finding.component === undefined ? '' : componentName(assessment, finding.component);
  const title = [subject, finding.disruptions.join(', ')].filter((part) => part !== '').join(' · ');
  const label = finding.severity.toUpperCase();
  const [first = '', ...rest] = wrapBehind(`  ${glyph} ${label}  `, title, width);
  const head = `  ${glyph} ${label}`;
  return [
    `${paint.verdict(verdict, head)}${paint.strong(first.slice(head.length))}`,
    ...rest.map((line) => paint.strong(line)),
    ...wrapBehind('    ', `${finding.message} [${finding.rule}]`, width),
    ...finding.mends.flatMap((mend) => mendLines(mend, width, paint)),
  ];
}

function mendLines(mend: Mend, width: number, paint: Paint): string[] {
  const where = [mend.stack, mend.constructPath ?? mend.logicalId, mend.property].map(printable).join(' · ');
  return [
    ...wrapBehind('    mend: ', mend.change, width),
    ...wrapBehind('          ', where, width).map((line) => paint.quiet(line)),
  ];
}
