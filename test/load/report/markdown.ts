import type { LoadRecord } from '../record.ts';
import { type Table, tablesOf } from './tables.ts';
import { conditionsText, outcomeText } from './words.ts';

/** The report as a Markdown document, made from the record alone. */
export function markdownReport(record: LoadRecord): string {
  const [first, ...others] = tablesOf(record);
  return [
    `# ${titleOf(record)}`,
    '',
    `Made by \`${record.conditions.command}\`; do not edit.`,
    '',
    ...outcomeText(record).map((sentence) => `- ${sentence}`),
    '',
    ...(first === undefined ? [] : table(first)),
    ...conditionsText(record).flatMap((paragraph) => [paragraph, '']),
    ...others.flatMap(table),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

export function titleOf({ conditions: { profile } }: LoadRecord): string {
  return { smoke: 'Smoke test', load: 'Load', stress: 'Stress' }[profile];
}

function table({ title, header, rows, numbersFrom }: Table): string[] {
  return [
    `## ${title}`,
    '',
    line(header),
    line(header.map((_, at) => (at >= numbersFrom ? '---:' : '---'))),
    ...rows.map((cells) => line(cells.map((cell) => (cell === 'MISSED' ? '**missed**' : cell)))),
    '',
  ];
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
