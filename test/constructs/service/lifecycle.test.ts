import { draftMilliseconds } from '../../../app-src/src/drafting/draft-milliseconds.ts';
import { shutdownGraceSeconds } from '../../../app-src/src/shutdown/graceful-shutdown.ts';
import { DEFAULT_LIFECYCLE_INPUT, lifecycle } from '../../../constructs/service/lifecycle.ts';

describe('lifecycle of a task', () => {
  const timings = lifecycle();

  test('A3: the app keeps answering for longer than the load balancer needs to look away', () => {
    expect(timings.drain).toBeGreaterThan(timings.healthCheckInterval * timings.unhealthyThreshold);
  });

  test('A3: the container is killed only after the app has drained and closed, and no later than Fargate allows', () => {
    expect(timings.stopTimeout).toBeGreaterThan(timings.drain + shutdownGraceSeconds);
    expect(timings.stopTimeout).toBeLessThanOrEqual(120);
  });

  test('A6: the load balancer lets the longest request finish, before the container is killed', () => {
    expect(timings.deregistrationDelay).toBeGreaterThan(timings.longestRequest);
    expect(timings.deregistrationDelay).toBeLessThan(timings.stopTimeout);
  });

  test('A6: a draft that is streamed counts as a request, however long it takes', () => {
    expect(timings.longestRequest * 1000).toBeGreaterThanOrEqual(draftMilliseconds);
  });

  test('A6: the app keeps idle connections for longer than the load balancer', () => {
    expect(timings.keepAlive).toBeGreaterThan(timings.idleTimeout);
  });

  test.each([
    [{ healthCheckTimeout: 10 }, /set healthCheckTimeout below healthCheckInterval/],
    [{ healthCheckInterval: 30, unhealthyThreshold: 4 }, /lower healthCheckInterval or unhealthyThreshold/],
    [{ longestRequest: 60 }, /set longestRequest to at most 45/],
  ])('A3: timings that cannot fit are refused with the mend: %j', (change, mend) => {
    expect(() => lifecycle({ ...DEFAULT_LIFECYCLE_INPUT, ...change })).toThrow(mend);
  });

  test('A3: the longest request named in a mend is accepted', () => {
    expect(() => lifecycle({ ...DEFAULT_LIFECYCLE_INPUT, longestRequest: 45 })).not.toThrow();
    expect(() => lifecycle({ ...DEFAULT_LIFECYCLE_INPUT, longestRequest: 46 })).toThrow();
  });
});
