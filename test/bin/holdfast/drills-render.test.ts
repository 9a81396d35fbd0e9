import { renderDrillList, renderRuns, renderVerdict } from '../../../bin/holdfast/render/drills.ts';
import type { Drill } from '../../../lib/drills/drill.ts';
import { findDrill } from '../../../lib/drills/drills.ts';
import type { DrillRun } from '../../../local/command-line/index.ts';
import { heldRecord } from '../../lib/drills/record-of-tests.ts';

const drill = findDrill('database-primary-kill') as Drill;
const held: DrillRun = { drill, record: heldRecord, folder: 'runbooks/records/one' };
const notBack: DrillRun = {
  drill,
  record: {
    ...heldRecord,
    journeys: [{ journey: 'write', requests: 9, failed: 9 }],
    prediction: { kind: 'not modelled', reason: 'It is no part.' },
    verdict: { verdict: 'breached', sentences: ['Breached: it did not come back.', 'Why.'] },
  },
};
const notRun: DrillRun = { drill, notRun: 'The platform was not steady.' };

const cells = (line = '') => line.split(/ {2,}/);

describe('what "holdfast drill" prints', () => {
  test('is one line per drill, with what was measured beside what was predicted', () => {
    const [head, ...lines] = renderRuns([held, notBack, notRun], { color: false }).trimEnd().split('\n');
    expect(cells(head)).toEqual([
      ...['DRILL', 'VERDICT', 'RTO', 'PREDICTED', 'RPO', 'PREDICTED'],
      ...['WRITES', 'LOST', 'TWICE', 'ORDER'],
    ]);
    expect(cells(lines[0]).slice(0, 2)).toEqual(['database-primary-kill', 'held']);
    expect(cells(lines[1]).slice(0, 4)).toEqual(['database-primary-kill', 'breached', 'not back', '-']);
    expect(cells(lines[2])).toEqual(['database-primary-kill', 'not run']);
  });

  test('has colour on a terminal only', () => {
    expect(renderRuns([held], { color: false })).not.toContain('\u001b');
    expect(renderRuns([notBack], { color: true })).toContain('\u001b[1;31mbreached\u001b[0m');
    expect(renderDrillList([drill], { color: false })).not.toContain('\u001b');
  });

  test('ends with the sentences of the verdict and the place of the record', () => {
    expect(renderVerdict(held)).toBe(
      [...heldRecord.verdict.sentences, 'Record: runbooks/records/one', ''].join('\n'),
    );
    expect(renderVerdict(notBack)).toBe('Breached: it did not come back.\nWhy.\n');
    expect(renderVerdict(notRun)).toBe('The platform was not steady.\n');
  });

  test('says a hyphen for a drill of what the model does not know', () => {
    const partition = findDrill('network-partition') as Drill;
    expect(cells(renderDrillList([partition], { color: false }).split('\n')[1])).toEqual([
      ...['network-partition', '-', '-', partition.title],
    ]);
  });
});
