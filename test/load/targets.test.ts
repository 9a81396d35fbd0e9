import { type Measured, verdictSentence, verdictsOf } from './targets.ts';

const good: Measured = { apiTime: 199.9, cacheHits: 70.1, slowestStatement: 50, errors: 0.99 };

describe('the targets', () => {
  it('hold when every measurement is on the right side of its limit', () => {
    expect(verdictsOf('load', good).map(({ id, held }) => [id, held])).toEqual([
      ['B1', true],
      ['B3', true],
      ['B5', true],
      ['S1', true],
    ]);
  });

  it.each([
    ['B1', { apiTime: 200 }],
    ['B3', { cacheHits: 70 }],
    ['B5', { slowestStatement: 50.1 }],
    ['S1', { errors: 1 }],
  ])('%s misses at the limit itself, or just beyond where the limit is allowed', (missed, change) => {
    const verdicts = verdictsOf('load', { ...good, ...change });
    expect(verdicts.filter(({ held }) => !held).map(({ id }) => id)).toEqual([missed]);
  });

  it('say a miss as one', () => {
    const [verdict] = verdictsOf('load', { ...good, apiTime: 231.26 });
    expect(verdict && verdictSentence(verdict)).toBe(
      'B1 missed: API, 95th percentile 231.26 ms; wanted below 200 ms',
    );
  });

  it('judge a smoke run by its errors alone, and a stress run by nothing: it is there to fail', () => {
    expect(verdictsOf('smoke', good).map(({ id }) => id)).toEqual(['S1']);
    expect(verdictsOf('stress', good)).toEqual([]);
  });
});
