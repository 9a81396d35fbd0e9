import { requestsOf } from '../latencies.ts';
import { AnswerTimes } from './answer-times.ts';

describe('answer times that are counted', () => {
  it.each([1, 2, 3, 19, 20, 21, 1_000])('have the percentiles that %d sorted ones have', (count) => {
    const times = new AnswerTimes();
    const samples = Array.from({ length: count }, (_, at) => ({
      at,
      name: 'GET /api/dashboard',
      milliseconds: ((at * 7_919) % 4_001) * 0.37,
      failed: at % 10 === 3,
      status: at % 10 === 3 ? 500 : 200,
    }));
    for (const sample of samples) times.add(sample);
    expect(times.requests).toEqual(requestsOf(samples));
  });

  it('have none without a request', () => {
    expect(new AnswerTimes().requests).toEqual({ count: 0, failures: 0, latencies: undefined });
  });
});
