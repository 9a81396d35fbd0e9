import type { LoadRecord } from '../record.ts';
import type { Verdict } from '../targets.ts';
import { escapeText } from './chart.ts';
import { chartsOf } from './charts.ts';
import { titleOf } from './markdown.ts';
import { styleSheet } from './style.ts';
import { type Table, tablesOf } from './tables.ts';
import { conditionsText, outcomeText } from './words.ts';

/** The report as one HTML document that needs no other file and no network, made from the record alone. */
export function htmlReport(record: LoadRecord): string {
  const title = `${titleOf(record)}: ${record.conditions.users} users`;
  const tables = tablesOf(record).filter(({ title: name }) => name !== 'Targets');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<style>${styleSheet}</style>
</head>
<body>
<h1>${escapeText(title)}</h1>
${record.verdicts.length > 0 ? `<ul class="verdicts">${record.verdicts.map(verdict).join('')}</ul>` : ''}
<ul>${outcomeText(record)
    .map((sentence) => `<li>${escapeText(sentence)}</li>`)
    .join('')}</ul>
<h2>Over time</h2>
<div class="charts">
${chartsOf(record).join('\n')}
</div>
${tables.map(table).join('\n')}
<h2>What was run</h2>
${conditionsText(record)
  .map((paragraph) => `<p>${escapeText(paragraph)}</p>`)
  .join('\n')}
<p>Made by <code>${escapeText(record.conditions.command)}</code>.</p>
</body>
</html>
`;
}

function verdict({ id, what, unit, comparison, limit, measured, held }: Verdict): string {
  const value = measured === null ? 'not measured' : `${Math.round(measured * 100) / 100} ${unit}`;
  const said = `${id}, ${held ? 'held' : 'missed'}: ${what}, wanted ${comparison} ${limit} ${unit}`;
  return `<li class="${held ? 'held' : 'missed'}"><strong>${escapeText(value)}</strong><small>${escapeText(said)}</small></li>`;
}

function table({ title, header, rows, numbersFrom }: Table): string {
  const cell = (tag: 'th' | 'td') => (text: string, at: number) =>
    `<${tag}${at >= numbersFrom ? ' class="number"' : ''}>${escapeText(text)}</${tag}>`;
  return `<h2>${escapeText(title)}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${escapeText(title)}"><table>
<thead><tr>${header.map(cell('th')).join('')}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map(cell('td')).join('')}</tr>`).join('\n')}</tbody>
</table></div>`;
}
