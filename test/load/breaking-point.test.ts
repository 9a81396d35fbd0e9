import { breakdown } from './breaking-point.ts';
import { madeSamples } from './recorded-run.ts';

describe('a product under stress', () => {
  it('has not broken down while it answers most requests soon', () => {
    expect(breakdown(madeSamples(10))).toBeUndefined();
  });

  it('has when one request in twenty fails', () => {
    const samples = madeSamples(10, (at) => (at % 20 === 0 ? { failed: true, status: 503 } : {}));
    expect(breakdown(samples)).toBe('5 % of the requests of 10 s failed');
  });

  it('has when 5 of 100 answers of the API take 2 s', () => {
    const samples = madeSamples(10, (at) => (at % 10 === 1 ? { milliseconds: 2_400 } : {}));
    expect(breakdown(samples)).toBe('the 95th percentile of the API was 2400 ms for 10 s');
  });

  it('has when it answers nothing at all', () => {
    expect(breakdown([])).toBe('no request was answered within 10 s');
  });
});
