import { judgeLedger, type LedgerFindings } from '../../../lib/drills/ledger.ts';

const disruptedAt = Date.parse('2026-11-02T10:00:00Z');
const writer = 'ada@holdfast.example';

/** Five writes of one writer, a second apart, the last one a second before the disruption; all are there. */
function whole(): LedgerFindings {
  const numbers = [1, 2, 3, 4, 5];
  return {
    acknowledged: numbers.map((number) => ({
      ...{ number, writer },
      acknowledgedAt: disruptedAt - (6 - number) * 1_000,
    })),
    uncertain: [],
    stored: numbers.map((number) => ({ number, createdAt: number * 1_000_000 })),
    unseen: new Map(),
    disruptedAt,
  };
}

const numbersOf = (writes: readonly { readonly number: number }[]) => writes.map(({ number }) => number);

describe('the write ledger', () => {
  it('finds nothing wrong when everything that was acknowledged is there once and in order', () => {
    expect(judgeLedger(whole())).toEqual({
      ...{ acknowledged: 5, readBack: 5, uncertain: 0, lost: [], duplicated: [], outOfOrder: [] },
      rpoSeconds: 0,
    });
  });

  it('lists lost writes, and takes the age of the oldest one at the disruption as the RPO', () => {
    const { stored = [], ...rest } = whole();
    const result = judgeLedger({ ...rest, stored: stored.filter(({ number }) => ![3, 5].includes(number)) });
    expect(numbersOf(result.lost)).toEqual([3, 5]);
    expect(result).toMatchObject({ readBack: 3, rpoSeconds: 3 });
    expect(result.lost[0]).toEqual({
      ...{ number: 3, acknowledgedAt: '2026-11-02T09:59:57.000Z', detail: 'it is not in the database' },
    });
  });

  it('counts a write as lost that is in the database and that its user does not see', () => {
    const result = judgeLedger({ ...whole(), unseen: new Map([[2, 'its user gets another title']]) });
    expect(result).toMatchObject({
      readBack: 4,
      lost: [{ number: 2, detail: 'its user gets another title' }],
      rpoSeconds: 4,
    });
  });

  it('loses nothing of what was never acknowledged, whether it is there or not', () => {
    const { stored = [], ...rest } = whole();
    const result = judgeLedger({
      ...rest,
      uncertain: [6, 7],
      stored: [...stored, { number: 6, createdAt: 6_000_000 }],
    });
    expect(result).toMatchObject({ acknowledged: 5, readBack: 5, uncertain: 2, lost: [], duplicated: [] });
  });

  it('lists what is there more than once, also when its user was never told', () => {
    const { stored = [], ...rest } = whole();
    const again = [
      { number: 4, createdAt: 4_500_000 },
      { number: 9, createdAt: 9_000_000 },
      { number: 9, createdAt: 9_000_001 },
    ];
    const result = judgeLedger({ ...rest, uncertain: [9], stored: [...stored, ...again] });
    expect(result.duplicated).toMatchObject([
      { number: 4, detail: 'it is there 2 times' },
      { number: 9, detail: 'it is there 2 times' },
    ]);
  });

  it('lists a write that the database holds for older than one that its writer knew to be saved', () => {
    const { stored = [], ...rest } = whole();
    const result = judgeLedger({
      ...rest,
      stored: stored.map((row) => (row.number === 4 ? { number: 4, createdAt: 2_500_000 } : row)),
    });
    expect(result.outOfOrder).toMatchObject([
      { number: 4, detail: 'it was made before number 3 of the same writer' },
    ]);
  });

  it('asks for no order between writers, who do not know of each other', () => {
    const { acknowledged, stored = [], ...rest } = whole();
    const result = judgeLedger({
      ...rest,
      acknowledged: acknowledged.map((write) => ({ ...write, writer: `writer ${write.number}` })),
      stored: stored.map(({ number }) => ({ number, createdAt: -number })),
    });
    expect(result.outOfOrder).toEqual([]);
  });

  it('gives a loss after the disruption no negative age', () => {
    const { stored = [], acknowledged, ...rest } = whole();
    const late = { number: 6, writer, acknowledgedAt: disruptedAt + 2_000 };
    const result = judgeLedger({ ...rest, stored, acknowledged: [...acknowledged, late] });
    expect(result).toMatchObject({ lost: [{ number: 6 }], rpoSeconds: 0 });
  });

  it('says that nothing was read back when nobody could look', () => {
    const { stored: _, ...rest } = whole();
    expect(judgeLedger(rest)).toMatchObject({ acknowledged: 5, readBack: 0, lost: [] });
  });
});
