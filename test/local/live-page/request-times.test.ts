import { createSocket } from 'node:dgram';
import { latencyOf, RequestTimes } from '../../../local/live-page/request-times.ts';
import { waitUntil } from '../../../local/processes/wait-until.ts';

describe('the times of requests', () => {
  it('are taken once, sorted, and what is no time is no time', async () => {
    const times = await RequestTimes.listen();
    const sender = createSocket('udp4');
    try {
      for (const line of ['200 12', 'nonsense', '503 5003\n', '200 -1', '-1 9', '200 1e9', '200 3']) {
        await new Promise<void>((resolve) => sender.send(line, times.port, '127.0.0.1', () => resolve()));
      }
      const got: number[] = [];
      await waitUntil('the times to arrive', async () => {
        got.push(...times.take());
        return got.length >= 3 ? true : undefined;
      });
      expect(got.sort((one, other) => one - other)).toEqual([3, 12, 5003]);
      expect([...times.take()]).toEqual([]);
    } finally {
      sender.close();
      times.close();
    }
  });

  it('have a median, a 95th percentile and a slowest, or none of them', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1);
    expect(latencyOf(hundred)).toEqual({ median: 51, p95: 96, slowest: 100 });
    expect(latencyOf(Float64Array.of(7))).toEqual({ median: 7, p95: 7, slowest: 7 });
    expect(latencyOf(new Float64Array())).toBeUndefined();
  });
});
