import { medianRatio, spread } from './statistics.ts';

describe('the spread of a series', () => {
  it('has the middle value, or the mean of the two in the middle', () => {
    expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
    expect(spread([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 });
  });

  it('needs a measurement', () => expect(() => spread([])).toThrow(RangeError));
});

describe('the median ratio', () => {
  it('compares what was measured together, so that a slow spell does not count', () => {
    expect(medianRatio([1.1, 11, 1.1], [1, 10, 1])).toBeCloseTo(1.1);
  });
});
