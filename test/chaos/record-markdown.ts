import { escapeMarkdown, folded, markdownTable } from '../../lib/assessment/report/markdown/escape.ts';
import { surroundings } from '../../lib/drills/record-markdown/surroundings.ts';
import { precise } from '../../lib/drills/verdict.ts';
import type { ChaosRecord } from './record.ts';
import { INVARIANTS, type Invariant } from './violations.ts';

/** Writes the record of a run for people. */
export function recordMarkdown(record: ChaosRecord): string {
  return `${[
    `# Chaos from seed ${record.seed}`,
    `**${escapeMarkdown(summary(record))}**`,
    ...(record.violations.length === 0 ? [] : [listed(record.violations.map(({ sentence }) => sentence))]),
    '![Rate, failures and latency of each second, with the steps](timeline.svg)',
    `${record.startedAt} to ${record.finishedAt}, on one machine. Run it again with \`npm run chaos -- --replay record.json\`, or draw the same sequence with \`--seed ${record.seed}\`.`,
    '## What must always hold',
    invariants(record),
    ...(record.shrunk === undefined ? [] : ['## The least that breaks it', shrunk(record.shrunk)]),
    '## Steps',
    'RTO is from the first failed request of a journey until all of its requests succeed for 10 s, the worst of the three journeys. Allowed is the sum of the budgets of the step’s drills, 30 s each at least. A machine is short of processors while a process that could run has to wait, whosever it is.',
    steps(record),
    '## Acknowledged writes',
    writes(record),
    '## Where it ran',
    surroundings(record),
    folded(
      'What was said while it ran',
      listed(record.progress.map(({ at, line }) => `${at.slice(11, 19)} ${line}`)),
    ),
  ].join('\n\n')}\n`;
}

/** The run in one sentence. */
export function summary({ verdict, steps: all, requests, ledger, violations }: ChaosRecord): string {
  const faults = all.reduce((sum, one) => sum + one.faults.length, 0);
  const served = requests.all === 0 ? 0 : (100 * (requests.all - requests.failed)) / requests.all;
  const what = `${counted(faults, 'fault')} in ${counted(all.length, 'step')}; ${requests.all - requests.failed} of ${requests.all} requests were served (${served.toFixed(2)} %)`;
  return verdict === 'held'
    ? `Every invariant held: ${what}, and all ${ledger.acknowledged} acknowledged writes that had to be kept were read back by their users.`
    : `${counted(violations.length, 'violation')}: ${what}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function invariants({ violations, strangerAnswers }: ChaosRecord): string {
  const rows = (Object.keys(INVARIANTS) as Invariant[]).map((invariant) => {
    const broken = violations.filter((one) => one.invariant === invariant).length;
    return [invariant, INVARIANTS[invariant], broken === 0 ? 'held' : `broken (${broken})`].map(
      escapeMarkdown,
    );
  });
  return `${markdownTable(['', 'invariant', ''], rows)}\n\n${strangerAnswers} answers were looked at for data of other users and teams, beside those of the load.`;
}

function shrunk({ sequence, tried, reproduced, minimal }: NonNullable<ChaosRecord['shrunk']>): string {
  const steps = sequence.map(({ faults, apartSeconds }) =>
    faults.map(({ name, seed }) => `${name} (seed ${seed})`).join(`, ${apartSeconds} s later `),
  );
  const said = reproduced
    ? minimal
      ? `Found with ${tried} sequences; no step of it can be left out.`
      : `The least that was found with ${tried} sequences before the time was over.`
    : `It did not fail again in ${tried} sequences, so nothing could be left out for certain.`;
  return `${said}\n\n${listed(steps)}`;
}

function steps({ steps: all }: ChaosRecord): string {
  const rows = all.map(({ faults, journeys, promised, ledger, violations, pressure }, index) => {
    const slowest = Math.max(0, ...journeys.map(({ rtoSeconds = Number.POSITIVE_INFINITY }) => rtoSeconds));
    const failed = journeys.reduce((sum, one) => sum + one.failed, 0);
    return [
      String(index + 1),
      `${(faults[0]?.at ?? 0).toFixed(0)} s`,
      faults.map(({ name }) => name).join(' + '),
      Number.isFinite(slowest) ? precise(slowest) : 'not back',
      precise(promised.rtoSeconds),
      String(failed),
      String(ledger.lost.length),
      pressure === undefined ? '' : `${Math.round(100 * pressure)} %`,
      faults.some(({ recovery }) => recovery !== undefined) ? 'the runbook' : 'itself',
      violations.length === 0 ? 'held' : 'broken',
    ].map(escapeMarkdown);
  });
  return markdownTable(
    [
      'step',
      'at',
      'faults',
      'RTO',
      'allowed',
      'failed requests',
      'lost writes',
      'short of processors',
      'recovered by',
      '',
    ],
    rows,
  );
}

function writes({ ledger, lostWithinPromise: allowed }: ChaosRecord): string {
  const rows = [
    ['acknowledged, and to be kept', ledger.acknowledged],
    ['read back by their users at the end', ledger.readBack],
    ['lost beyond a promise', ledger.lost.length],
    ['there more than once', ledger.duplicated.length],
    ['out of order', ledger.outOfOrder.length],
    ['neither acknowledged nor refused', ledger.uncertain],
    ['lost within a promise', allowed.length],
  ];
  return markdownTable(
    ['writes', ''],
    rows.map((cells) => cells.map(String)),
  );
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${escapeMarkdown(line)}`).join('\n');
}
