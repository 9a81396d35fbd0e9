import { escapeMarkdown, folded, markdownTable } from '../assessment/report/markdown/escape.ts';
import type { PredictedTotal } from './prediction.ts';
import type { DrillRecord } from './record.ts';
import { surroundings } from './record-markdown/surroundings.ts';
import { measuredOf, precise } from './verdict.ts';

/** Writes held with a number each before the rest is left to the JSON. */
const listed = 20;

/**
 * Writes a record for people.
 *
 * @param picture address of the timeline, relative to the text
 */
export function recordMarkdown(record: DrillRecord, picture = 'timeline.svg'): string {
  const { drill, verdict, target } = record;
  const [first = '', ...reasons] = verdict.sentences;
  return `${[
    `# Drill: ${escapeMarkdown(drill.title)}`,
    `**${escapeMarkdown(first)}**`,
    ...(reasons.length > 0 ? [reasons.map((one) => `- ${escapeMarkdown(one)}`).join('\n')] : []),
    `![Served journeys, rate, failures and latency of each second, with what happened when](${picture})`,
    `${escapeMarkdown(record.startedAt)} to ${escapeMarkdown(record.finishedAt)}, on ${target === 'local' ? 'one machine' : 'AWS'}, from seed ${record.seed}.`,
    '## What was done',
    whatWasDone(record),
    '## Predicted and measured',
    predictedAndMeasured(record),
    '## User journeys',
    journeys(record),
    '## Acknowledged writes',
    ledger(record),
    '## Where it ran',
    surroundings(record),
    folded('What was said while it ran', log(record)),
  ].join('\n\n')}\n`;
}

function whatWasDone({ drill, injected, recovery }: DrillRecord): string {
  return [
    `- Disruption: ${drill.disruption ?? 'none of those that the recovery model knows'}${drill.component === undefined ? '' : ` of the ${escapeMarkdown(drill.component)}`}`,
    `- Injected: ${escapeMarkdown(injected)}`,
    `- Expected: ${escapeMarkdown(drill.expected)}`,
    `- Verified by: ${escapeMarkdown(drill.verification)}`,
    `- Recovered: ${recovery === undefined ? 'by itself' : `by the runbook: ${escapeMarkdown(recovery)}`}`,
  ].join('\n');
}

function predictedAndMeasured(record: DrillRecord): string {
  const { prediction, drill } = record;
  const measured = measuredOf(record);
  const time = measured.rtoSeconds === undefined ? 'not back' : precise(measured.rtoSeconds);
  const rows = (model: (side: 'rto' | 'rpo') => readonly string[]) => [
    ['RTO', time, ...model('rto'), `at most ${precise(drill.budgets.rtoSeconds)}`],
    ['RPO', precise(measured.rpoSeconds), ...model('rpo'), `at most ${precise(drill.budgets.rpoSeconds)}`],
  ];
  if (prediction.kind === 'not modelled') {
    return [
      markdownTable(
        ['', 'measured', 'budget'],
        rows(() => []),
      ),
      `The model predicts nothing here: ${escapeMarkdown(prediction.reason)}`,
    ].join('\n\n');
  }
  const numbers = ({ seconds, modelSeconds }: PredictedTotal) =>
    [seconds, modelSeconds].map((one) => (one === undefined ? 'unknown' : precise(one)));
  const ways = prediction.routes.map(
    ({ component, route, name }) => `- ${escapeMarkdown(component)}: ${escapeMarkdown(name)} (\`${route}\`)`,
  );
  return [
    markdownTable(
      ['', 'measured', 'predicted here', 'predicted on AWS', 'budget'],
      rows((side) => numbers(prediction[side])),
    ),
    'The prediction is the recovery model’s, with this machine’s numbers in the place of those of AWS.',
    ways.join('\n'),
    terms('RTO', prediction.rto),
    terms('RPO', prediction.rpo),
    prediction.differences.map((one) => `- ${escapeMarkdown(one)}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function terms(side: string, { terms: all, reason }: PredictedTotal): string {
  const why = reason === undefined ? [] : [`${side}: ${escapeMarkdown(reason)}`];
  if (all.length === 0) return why.join('');
  const rows = all.map(({ name, origin, seconds, modelSeconds, formula, source }) => [
    escapeMarkdown(name),
    `\`${origin}\``,
    precise(modelSeconds),
    seconds === undefined ? 'unknown' : precise(seconds),
    escapeMarkdown(formula === undefined ? source : `${formula}. ${source}`),
  ]);
  return [...why, markdownTable([`${side} term`, 'origin', 'on AWS', 'here', 'why'], rows)].join('\n\n');
}

function journeys({ journeys: all }: DrillRecord): string {
  const rows = all.map(({ journey, requests, failed, rtoSeconds }) => [
    journey,
    String(requests),
    String(failed),
    rtoSeconds === undefined ? 'not back' : precise(rtoSeconds),
  ]);
  return markdownTable(['journey', 'requests', 'failed', 'RTO'], rows);
}

function ledger({ ledger: found }: DrillRecord): string {
  const { acknowledged, readBack, uncertain, rpoSeconds } = found;
  const kinds = { lost: found.lost, 'more than once': found.duplicated, 'out of order': found.outOfOrder };
  const counts = Object.entries(kinds).map(([kind, writes]) => [kind, String(writes.length)]);
  const lists = Object.entries(kinds).flatMap(([kind, writes]) =>
    writes.length === 0
      ? []
      : [
          `${kind}: ${writes
            .slice(0, listed)
            .map(({ number, acknowledgedAt }) => `${number} (acknowledged ${acknowledgedAt})`)
            .join(', ')}${writes.length > listed ? `, and ${writes.length - listed} more in the JSON` : ''}.`,
        ],
  );
  const table = markdownTable(
    ['acknowledged', 'read back', 'answer never came', ...counts.map(([kind = '']) => kind), 'oldest lost'],
    [
      [
        String(acknowledged),
        String(readBack),
        String(uncertain),
        ...counts.map(([, count = '']) => count),
        precise(rpoSeconds),
      ],
    ],
  );
  return [table, ...lists].join('\n\n');
}

function log({ progress, events }: DrillRecord): string {
  const lines = [
    ...progress.map(({ at, line }) => ({ at, line })),
    ...events.map(({ at, part, kind, detail }) => ({ at, line: `${part} ${kind} ${detail}` })),
  ].toSorted((one, other) => (one.at < other.at ? -1 : 1));
  // An indented block shows everything as it is, whatever fences the lines hold.
  return (
    lines.map(({ at, line }) => `    ${at}  ${line.replaceAll(/\s+/g, ' ').trim()}`).join('\n') || 'Nothing.'
  );
}
