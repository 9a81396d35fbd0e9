import type { Verdict } from '../../../lib/assessment/model.ts';
import { type Cell, columnWidths, gridLine } from '../../../lib/assessment/report/table/grid.ts';
import { paint } from '../../../lib/assessment/report/table/paint.ts';
import type { Drill } from '../../../lib/drills/drill.ts';
import type { DrillRecord } from '../../../lib/drills/record.ts';
import { measuredOf, precise } from '../../../lib/drills/verdict.ts';
import type { DrillRun } from '../../../local/command-line/index.ts';

interface Look {
  readonly color: boolean;
}

/** The list of `holdfast drill list`. */
export function renderDrillList(drills: readonly Drill[], { color }: Look): string {
  const head = ['DRILL', 'DISRUPTION', 'COMPONENT', 'WHAT HAPPENS'];
  const rows = drills.map(({ name, disruption, component, title }) => [
    ...[name, disruption ?? '-', component ?? '-', title],
  ]);
  return grid(
    head,
    rows.map((row) => row.map((text) => ({ text }))),
    color,
  );
}

/** The table of `holdfast drill run` and `drill all`: one line per drill, what was measured beside what was predicted. */
export function renderRuns(runs: readonly DrillRun[], { color }: Look): string {
  const head = [
    'DRILL',
    'VERDICT',
    'RTO',
    'PREDICTED',
    'RPO',
    'PREDICTED',
    'WRITES',
    'LOST',
    'TWICE',
    'ORDER',
  ];
  const { verdict } = paint(color);
  const rows = runs.map((run): Cell[] => {
    const name = { text: run.drill.name };
    if (!('record' in run)) return [name, { text: 'not run', paint: (text) => verdict('unproven', text) }];
    const { record } = run;
    const measured = measuredOf(record);
    const { acknowledged, lost, duplicated, outOfOrder } = record.ledger;
    const word = record.verdict.verdict;
    return [
      name,
      { text: word, paint: (text) => verdict(COLOURS[word], text) },
      ...[
        measured.rtoSeconds === undefined ? 'not back' : precise(measured.rtoSeconds),
        predicted(record, 'rto'),
        precise(measured.rpoSeconds),
        predicted(record, 'rpo'),
        ...[acknowledged, lost.length, duplicated.length, outOfOrder.length].map(String),
      ].map((text) => ({ text })),
    ];
  });
  return grid(head, rows, color);
}

/** What a drill came to, as sentences, and where its record is. */
export function renderVerdict(run: DrillRun): string {
  if (!('record' in run)) return `${run.notRun}\n`;
  const kept = run.folder === undefined ? [] : [`Record: ${run.folder}`];
  return [...run.record.verdict.sentences, ...kept].map((line) => `${line}\n`).join('');
}

const COLOURS: Record<DrillRecord['verdict']['verdict'], Verdict> = {
  held: 'holds',
  breached: 'breached',
  'not provable': 'unproven',
};

function predicted({ prediction }: DrillRecord, side: 'rto' | 'rpo'): string {
  if (prediction.kind === 'not modelled') return '-';
  const { seconds } = prediction[side];
  return seconds === undefined ? 'unknown' : precise(seconds);
}

function grid(head: readonly string[], rows: readonly (readonly Cell[])[], color: boolean): string {
  const { strong } = paint(color);
  const titles = head.map((text) => ({ text, paint: strong }));
  const widths = columnWidths([titles, ...rows]);
  return [titles, ...rows].map((row) => `${gridLine(row, widths)}\n`).join('');
}
