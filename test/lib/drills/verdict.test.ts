import type { PredictedTotal, Prediction } from '../../../lib/drills/prediction.ts';
import type { DrillRecord, JourneyResult } from '../../../lib/drills/record.ts';
import { type Judgeable, judgeDrill } from '../../../lib/drills/verdict.ts';
import { heldRecord, write } from './record-of-tests.ts';

const journey = (changes: Partial<JourneyResult>): DrillRecord['journeys'] => [
  ...heldRecord.journeys.slice(0, 2),
  { journey: 'write', requests: 800, failed: 48, ...changes },
];
const ledger = (changes: Partial<DrillRecord['ledger']>) => ({
  ledger: { ...heldRecord.ledger, ...changes },
});
const predicting = (rto: Partial<PredictedTotal>, rpo: Partial<PredictedTotal> = {}) => ({
  prediction: {
    ...(heldRecord.prediction as Extract<Prediction, { kind: 'predicted' }>),
    ...{ rto: { terms: [], ...rto }, rpo: { seconds: 0, terms: [], ...rpo } },
  },
});
const budgets = (rtoSeconds: number, rpoSeconds: number) => ({
  drill: { ...heldRecord.drill, budgets: { rtoSeconds, rpoSeconds } },
});

describe('A drill', () => {
  test('holds when every journey is back in time and nothing acknowledged is lost', () => {
    const { verdict, sentences } = judgeDrill(heldRecord);
    expect(verdict).toBe('held');
    expect(sentences).toEqual([
      'Held: users were served again after 9.2 s, and none of 700 acknowledged writes was lost (predicted: RTO at most 22 s, RPO at most 0 s).',
    ]);
  });

  test.each<[string, Partial<Judgeable>, RegExp]>([
    [
      'a journey beyond its budget',
      { journeys: journey({ rtoSeconds: 61 }) },
      /"write" took 1 min 1 s; its budget is 1 min/,
    ],
    ['a journey that never came back', { journeys: journey({}) }, /"write" was not served again/],
    ['more time than predicted', predicting({ seconds: 9 }), /longer than the 9 s that the model predicted/],
    [
      'a lost write, however young',
      ledger({ lost: [write], readBack: 699, rpoSeconds: 0 }),
      /The oldest lost write was 0 s old/,
    ],
    [
      'a loss beyond the prediction and within the budget',
      {
        ...ledger({ lost: [write], readBack: 699, rpoSeconds: 70 }),
        ...predicting({ seconds: 22 }, { seconds: 60 }),
        ...budgets(60, 300),
      },
      /lost 1 min 10 s of acknowledged writes; the model predicted at most 1 min/,
    ],
    [
      'a write that is there twice',
      ledger({ duplicated: [write] }),
      /1 of 700 acknowledged writes was there more than once/,
    ],
    [
      'writes out of order',
      ledger({ outOfOrder: [write, write] }),
      /2 of 700 acknowledged writes were out of order/,
    ],
    [
      'writes that nobody looked for',
      ledger({ readBack: 690 }),
      /10 acknowledged writes were not looked for/,
    ],
    ['a ledger without a write', ledger({ acknowledged: 0, readBack: 0 }), /the ledger shows nothing/],
    [
      'no request',
      { journeys: heldRecord.journeys.map((one) => ({ ...one, requests: 0, failed: 0, rtoSeconds: 0 })) },
      /nothing was measured/,
    ],
  ])('breaches with %s', (_, changes, reason) => {
    const { verdict, sentences } = judgeDrill({ ...heldRecord, ...changes });
    expect([verdict, sentences[0]?.startsWith('Breached: ')]).toEqual(['breached', true]);
    expect(sentences.slice(1).join(' ')).toMatch(reason);
  });

  test('holds with a loss within the promise of the archive', () => {
    const { verdict } = judgeDrill({
      ...heldRecord,
      ...ledger({ lost: [write], readBack: 699, rpoSeconds: 40 }),
      ...predicting({ seconds: 22 }, { seconds: 60 }),
      ...budgets(60, 300),
    });
    expect(verdict).toBe('held');
  });

  test('proves nothing where the model has the disruption and no number', () => {
    const { verdict, sentences } = judgeDrill({ ...heldRecord, ...predicting({ reason: 'No counterpart' }) });
    expect(verdict).toBe('not provable');
    expect(sentences).toContain('The model gives no number: No counterpart.');
  });

  test('breaches when its own expectation is not met, whatever the users saw', () => {
    const { verdict, sentences } = judgeDrill({ ...heldRecord, unmet: ['The old primary took a write.'] });
    expect([verdict, sentences]).toEqual([
      'breached',
      expect.arrayContaining(['The old primary took a write.']),
    ]);
  });

  test('of what the model does not know is judged by its own budgets, and says so', () => {
    const prediction: Prediction = { kind: 'not modelled', reason: 'The CRM is no part of the templates.' };
    const judged = judgeDrill({ ...heldRecord, prediction });
    expect(judged.verdict).toBe('held');
    expect(judged.sentences.join(' ')).toMatch(/judged by its own budgets: The CRM is no part/);
    expect(judgeDrill({ ...heldRecord, prediction, ...budgets(5, 0) }).verdict).toBe('breached');
  });
});
