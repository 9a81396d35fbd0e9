import { type Measurement, withMeasuredRecoveries } from '../../../lib/assessment/measured.ts';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { assessResources, database, row } from './templates.ts';

/** A database whose zone fails over in 120 s without a loss; 4 h and 1 h are promised. */
const assessment = assessResources(database());
const measured: Measurement = { disruption: 'zone', measuredSeconds: 8, target: 'local', record: 'one.json' };

function beside(changes: Partial<Measurement>): Assessment {
  return withMeasuredRecoveries(assessment, [{ ...measured, ...changes }]);
}

const found = (changes: Partial<Measurement>) =>
  beside(changes)
    .findings.filter(({ rule }) => rule === 'measured-recovery')
    .map(({ severity, criteria, message }) => [severity, criteria.join(), message]);

describe('A drill beside the prediction', () => {
  test('within it, and without a loss, is no finding', () => {
    expect(beside({ lostSeconds: 0 })).toBe(assessment);
  });

  test('that was slower, on one machine, is a warning that says so', () => {
    expect(found({ measuredSeconds: 121 })).toEqual([
      [
        'warning',
        'D5',
        'A drill of "zone", on one machine, measured 2 min 1 s until the platform was back (one.json); predicted 2 min.',
      ],
    ]);
  });

  test('that never came back is a breach, however early it was ended', () => {
    const changes = { neverBack: true, component: 'app/Database' };
    expect(found(changes)).toEqual([
      ['breach', 'D5', expect.stringMatching(/did not see app\/Database back within 8 s .*below 4 h\.$/)],
    ]);
    expect(row(beside(changes), 'zone').verdict).toBe('breached');
  });

  test('that lost writes where none may be lost is a warning, and a breach beyond the objective', () => {
    expect(found({ lostSeconds: 5 })).toEqual([
      [
        'warning',
        'D6',
        expect.stringMatching(/lost acknowledged writes of 5 s \(one\.json\); predicted 0 s\.$/),
      ],
    ]);
    expect(found({ lostSeconds: 3_600 })).toEqual([
      ['breach', 'D6', expect.stringMatching(/predicted 0 s, and the objective is below 1 h\.$/)],
    ]);
    expect(row(beside({ lostSeconds: 3_600 }), 'zone').verdict).toBe('breached');
  });
});
