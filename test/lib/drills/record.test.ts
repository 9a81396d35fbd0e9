import { parseMeasurements } from '../../../lib/assessment/measured.ts';
import { recordSchema } from '../../../lib/drills/record.ts';
import { recordMarkdown } from '../../../lib/drills/record-markdown.ts';
import { heldRecord, write } from './record-of-tests.ts';

describe('The record of a drill', () => {
  test('is the same after it was written and read', () => {
    expect(recordSchema.parse(JSON.parse(JSON.stringify(heldRecord)))).toEqual(heldRecord);
  });

  test.each([
    ['another schema', { schemaVersion: 2 }],
    ['a field that nobody knows', { mood: 'good' }],
    ['no verdict', { verdict: undefined }],
    ['a disruption that is none', { drill: { ...heldRecord.drill, disruption: 'flood' } }],
  ])('with %s is refused', (_, changes) => {
    expect(recordSchema.safeParse({ ...heldRecord, ...changes }).success).toBe(false);
  });

  test('is what assess --measured reads, with the component that was hit and the loss', () => {
    expect(parseMeasurements(heldRecord, 'records/one.json')).toEqual([
      {
        ...{ disruption: 'node', component: 'data/Database', measuredSeconds: 9.2, lostSeconds: 0 },
        ...{ target: 'local', record: 'records/one.json' },
      },
    ]);
  });

  test('without a recovery counts the time until the load ended, as one that never came back', () => {
    const journeys = heldRecord.journeys.map(({ rtoSeconds: _, ...one }) => one);
    expect(parseMeasurements({ ...heldRecord, journeys }, 'one.json')).toMatchObject([
      { measuredSeconds: 39, neverBack: true },
    ]);
  });

  test('of what the model does not know is set beside nothing', () => {
    const prediction = { kind: 'not modelled', reason: 'The CRM is no part of the templates.' };
    expect(parseMeasurements({ ...heldRecord, prediction }, 'one.json')).toEqual([]);
  });

  test('that is damaged is refused with the wrong part named', () => {
    expect(() => parseMeasurements({ ...heldRecord, seed: -1 }, 'one.json')).toThrow(/one\.json, seed/);
  });
});

describe('The record for people', () => {
  const text = recordMarkdown(heldRecord);

  test('begins with the verdict and shows the timeline', () => {
    expect(text.split('\n\n').slice(0, 3)).toEqual([
      '# Drill: The database primary ends',
      '**Held: users were served again after 9.2 s, and none of 700 acknowledged writes was lost.**',
      expect.stringMatching(/^!\[.+\]\(timeline\.svg\)$/),
    ]);
  });

  test('sets what was measured beside the prediction for this machine, for AWS and the budget', () => {
    expect(text).toContain('| RTO | 9.2 s | 22 s | 2 min | at most 1 min |');
    expect(text).toContain('| RPO | 0 s | 0 s | 0 s | at most 0 s |');
    expect(text).toMatch(/`rds\.failover` \| 2 min \| 22 s \| 6 s until the primary is given up/);
  });

  test('says on what it ran', () => {
    for (const fact of ['2 x Example CPU, 8.0 GiB', 'v24.0.0', '15.14', 'f0e1d2c, with changes', 'seed 42']) {
      expect(text).toContain(fact);
    }
  });

  test('lists lost writes, and leaves a long list to the JSON', () => {
    const lost = Array.from({ length: 25 }, (_, index) => ({ ...write, number: index }));
    const losing = recordMarkdown({ ...heldRecord, ledger: { ...heldRecord.ledger, lost, rpoSeconds: 3 } });
    expect(losing).toContain('lost: 0 (acknowledged 2026-01-02T03:04:24.000Z)');
    expect(losing).toContain('and 5 more in the JSON');
  });

  test('says "unknown" for a term without a counterpart and "not back" for a journey that never was', () => {
    const unsure = recordMarkdown({
      ...heldRecord,
      journeys: heldRecord.journeys.map(({ rtoSeconds: _, ...one }) => one),
      prediction: {
        ...{ kind: 'predicted', disruption: 'node', routes: [], differences: [], rpo: { terms: [] } },
        rto: {
          reason: 'No counterpart.',
          terms: [{ name: 'A start', origin: 'fargate.start', modelSeconds: 60, source: 'It has none.' }],
        },
      },
    });
    expect(unsure).toContain('| RTO | not back | unknown | unknown | at most 1 min |');
    expect(unsure).toContain('| A start | `fargate.start` | 1 min | unknown |');
  });

  test('shows what a program said as it is, and not as markup', () => {
    const hostile = recordMarkdown({
      ...heldRecord,
      injected: '<script>alert(1)</script> | @everyone',
      progress: [{ at: '2026-01-02T03:04:25.000Z', line: 'one\n```\n# two' }],
    });
    expect(hostile).not.toContain('<script>');
    expect(hostile).not.toContain('@everyone');
    expect(hostile).toContain('    2026-01-02T03:04:25.000Z  one ``` # two');
  });
});
