import type { Prediction } from '../../lib/drills/prediction.ts';
import type { JourneyResult } from '../../lib/drills/record.ts';
import { LedgerBook } from './ledger-book.ts';
import { judgeHand, judgeRecovery, promisedFor, promisedTogether } from './violations.ts';

const nobody = { rpoSeconds: 0 };
const disruptedAt = Date.parse('2026-11-02T12:00:00Z');
const acknowledged = [1, 2, 3].map((number) => ({
  ...{ number, writer: 'anna@example.com' },
  acknowledgedAt: disruptedAt - 10_000 * (4 - number),
}));
const stored = [1, 2, 3].map((number) => ({ number, createdAt: number }));
const sound = { acknowledged, stored, uncertain: [], unseen: new Map<number, string>(), disruptedAt };

function broken(findings: Partial<typeof sound>, promised = nobody) {
  return new LedgerBook()
    .judge({ ...sound, ...findings }, promised)
    .violations.map(({ invariant, sentence }) => `${invariant}: ${sentence}`);
}

describe('the ledger of chaos', () => {
  it('holds when every acknowledged write is there once', () => {
    expect(broken({})).toEqual([]);
  });

  it('finds a write that is gone', () => {
    expect(broken({ stored: stored.slice(1) })).toEqual([
      'no lost write: 1 acknowledged write was lost, the oldest 30 s old when the fault hit, and nothing may be lost: number 1 (it is not in the database).',
    ]);
  });

  it('finds a write that is there twice', () => {
    expect(broken({ stored: [...stored, { number: 2, createdAt: 9 }] })).toEqual([
      'no false write: 1 acknowledged write was there more than once: number 2 (it is there 2 times).',
    ]);
  });

  it('finds writes in another order than they were made', () => {
    expect(broken({ stored: [1, 2, 3].map((number) => ({ number, createdAt: -number })) })[0]).toMatch(
      /^no false write: 2 acknowledged writes were out of order/,
    );
  });

  it('finds a write that its user sees no more', () => {
    expect(broken({ unseen: new Map([[3, 'its user gets status 404']]) })[0]).toMatch(
      /number 3 \(its user gets status 404\)/,
    );
  });

  it('shows nothing without a write', () => {
    expect(broken({ acknowledged: [], stored: [] })).toEqual([
      'no lost write: No write was acknowledged, so the ledger shows nothing.',
    ]);
  });

  it('allows what the archive has not got yet, and no older write', () => {
    expect(broken({ stored: stored.slice(0, 2) }, { rpoSeconds: 15 })).toEqual([]);
    expect(broken({ stored: [] }, { rpoSeconds: 15 })[0]).toMatch(/at most 15 s may be lost/);
  });

  it('holds a loss within a promise against no later fault, and any other loss still', () => {
    const book = new LedgerBook();
    book.judge({ ...sound, stored: stored.slice(0, 2) }, { rpoSeconds: 15 });
    expect(book.allowed.map(({ number }) => number)).toEqual([3]);
    expect(book.judge({ ...sound, stored: stored.slice(0, 2) }, nobody).violations).toEqual([]);
    expect(book.judge({ ...sound, stored: stored.slice(0, 1) }, nobody).violations).toHaveLength(1);
  });
});

describe('recovery', () => {
  const journey = (rtoSeconds?: number): JourneyResult => ({
    ...{ journey: 'write', requests: 10, failed: 1 },
    ...(rtoSeconds === undefined ? {} : { rtoSeconds }),
  });

  it('is in time up to the limit, and too late beyond', () => {
    expect(judgeRecovery([journey(30)], { rtoSeconds: 30 })).toEqual([]);
    expect(judgeRecovery([journey(31)], { rtoSeconds: 30 })).toHaveLength(1);
  });

  it('that never came is found', () => {
    expect(judgeRecovery([journey()], { rtoSeconds: 30 })[0]?.sentence).toMatch(/not served again/);
  });

  it('by hand is found where the model needs nobody, and nowhere else', () => {
    expect(judgeHand('process-kill', { human: false })).toHaveLength(1);
    expect(judgeHand('region-loss', { human: true })).toEqual([]);
    expect(judgeHand('machine-restart', { human: undefined })).toEqual([]);
  });
});

describe('what is promised', () => {
  const term = { name: 'a term', modelSeconds: 1, source: 'a test' };
  const prediction = (origin: string, rpo: number): Prediction => ({
    ...{ kind: 'predicted', disruption: 'region', routes: [], differences: [] },
    rto: { seconds: 1, terms: [{ ...term, origin }] },
    rpo: { seconds: rpo, terms: [] },
  });

  it('takes a human where a term of the model is one', () => {
    const budgets = { rtoSeconds: 60, rpoSeconds: 300 };
    expect(promisedFor(budgets, prediction('human.decide', 70))).toEqual({
      ...{ rtoSeconds: 60, rpoSeconds: 70, human: true },
    });
    expect(promisedFor(budgets, prediction('rds.failOver', 900))).toEqual({
      ...{ rtoSeconds: 60, rpoSeconds: 300, human: false },
    });
  });

  it('is no human’s work together when it is none’s alone', () => {
    const one = { rtoSeconds: 30, rpoSeconds: 0 };
    expect(
      promisedTogether([
        { ...one, human: false },
        { ...one, human: false },
      ]),
    ).toEqual({
      ...{ rtoSeconds: 60, rpoSeconds: 0, human: false },
    });
    expect(
      promisedTogether([
        { ...one, human: false },
        { ...one, human: true },
      ]).human,
    ).toBe(true);
    expect(
      promisedTogether([
        { ...one, human: false },
        { ...one, human: undefined },
      ]).human,
    ).toBeUndefined();
  });
});
