import { setTimeout as sleep } from 'node:timers/promises';
import {
  BulkheadFull,
  createPolicy,
  type Policy,
  PolicyOpen,
  type PolicyOptions,
  PolicyTimeout,
} from '../../../app-src/src/resilience/policy.ts';
import { UpstreamError } from '../../../app-src/src/resilience/upstream-error.ts';

const failed = (status: number, retryAfter?: string) =>
  new UpstreamError('It failed.', {
    status,
    headers: new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  });

/** A call that hangs until it is aborted, as a request with an abort signal does. */
const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a policy', () => {
  const made: Policy[] = [];
  const policy = (options: Partial<PolicyOptions> = {}) => {
    const created = createPolicy('peer', {
      timeoutMilliseconds: 200,
      deadlineMilliseconds: 1_000,
      retries: 3,
      concurrent: 2,
      queue: 1,
      breaker: { errorThresholdPercentage: 50, resetMilliseconds: 200, volumeThreshold: 100 },
      ...options,
    });
    made.push(created);
    return created;
  };
  const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 200, volumeThreshold: 3 };

  afterAll(() => {
    for (const created of made) {
      created.close();
    }
  });

  describe('retries', () => {
    it('repeats an idempotent call that failed, and gives what the call gave in the end', async () => {
      const answers = [failed(503), failed(500)];
      let calls = 0;
      const it = policy();
      const value = await it.run(
        async () => {
          calls += 1;
          const failure = answers.shift();
          if (failure) {
            throw failure;
          }
          return 'answer';
        },
        { idempotent: true },
      );
      expect([value, calls, it.state().retries]).toEqual(['answer', 3, 2]);
    });

    it('never repeats a call that is not idempotent', async () => {
      let calls = 0;
      const run = policy().run(
        async () => {
          calls += 1;
          throw failed(500);
        },
        { idempotent: false },
      );
      await expect(run).rejects.toMatchObject({ status: 500 });
      expect(calls).toBe(1);
    });

    it('makes no more attempts than it was given', async () => {
      let calls = 0;
      const run = policy({ retries: 2 }).run(
        async () => {
          calls += 1;
          throw failed(500);
        },
        { idempotent: true },
      );
      await expect(run).rejects.toMatchObject({ status: 500 });
      expect(calls).toBe(3);
    });

    it.each([400, 401, 403, 404, 409, 422])(
      'takes status %i for an answer and not for a failure',
      async (status) => {
        let calls = 0;
        const it = policy();
        const run = it.run(
          async () => {
            calls += 1;
            throw failed(status);
          },
          { idempotent: true },
        );
        await expect(run).rejects.toMatchObject({ status });
        expect([calls, it.state().failures]).toEqual([1, 0]);
      },
    );

    it('waits as long as Retry-After asks, in seconds', async () => {
      const start = performance.now();
      let calls = 0;
      await policy({ deadlineMilliseconds: 3_000 }).run(
        async () => {
          calls += 1;
          if (calls === 1) {
            throw failed(429, '1');
          }
        },
        { idempotent: true },
      );
      expect(performance.now() - start).toBeGreaterThanOrEqual(999);
    });

    it('gives up at once when Retry-After lies beyond the deadline, and rests for that long', async () => {
      const it = policy();
      const start = performance.now();
      const later = new Date(Date.now() + 30_000).toUTCString();
      const run = it.run(() => Promise.reject(failed(429, later)), { idempotent: true });
      await expect(run).rejects.toMatchObject({ status: 429 });
      expect(performance.now() - start).toBeLessThan(1_000);

      const again = it.run(() => Promise.resolve('not called'), { idempotent: true });
      await expect(again).rejects.toBeInstanceOf(PolicyOpen);
      await expect(again).rejects.toMatchObject({ retryAfterSeconds: expect.any(Number) });
      expect(it.state()).toMatchObject({ circuit: 'open', rejected: 1 });
    });
  });

  describe('limits of time', () => {
    it('ends an attempt that exceeds its limit and aborts its work', async () => {
      let aborted: unknown;
      const run = policy({ retries: 0 }).run(
        (signal) => {
          signal.addEventListener('abort', () => {
            aborted = signal.reason;
          });
          return hang(signal);
        },
        { idempotent: true },
      );
      await expect(run).rejects.toBeInstanceOf(PolicyTimeout);
      expect(aborted).toBeInstanceOf(PolicyTimeout);
    });

    it('ends within the deadline however many retries are left', async () => {
      const start = performance.now();
      const run = policy({ retries: 50, deadlineMilliseconds: 500 }).run(hang, { idempotent: true });
      await expect(run).rejects.toBeInstanceOf(PolicyTimeout);
      expect(performance.now() - start).toBeLessThan(700);
    });

    it('aborts the work as soon as its caller goes, and counts that as nobody’s failure', async () => {
      const caller = new AbortController();
      const it = policy({ timeoutMilliseconds: 5_000, deadlineMilliseconds: 5_000 });
      let workAborted = false;
      const run = it.run(
        (signal) => {
          signal.addEventListener('abort', () => {
            workAborted = true;
          });
          return hang(signal);
        },
        { idempotent: true, signal: caller.signal },
      );
      const start = performance.now();
      setTimeout(() => caller.abort(new Error('gone')), 50);
      await expect(run).rejects.toThrow('gone');
      expect(performance.now() - start).toBeLessThan(1_000);
      expect([workAborted, it.state().failures, it.state().inFlight]).toEqual([true, 0, 0]);
    });

    it('does not begin for a caller who has gone already', async () => {
      let calls = 0;
      const run = policy().run(
        async () => {
          calls += 1;
        },
        { idempotent: true, signal: AbortSignal.abort(new Error('gone')) },
      );
      await expect(run).rejects.toThrow('gone');
      expect(calls).toBe(0);
    });
  });

  describe('the bulkhead', () => {
    it('runs so many at once, lets so many wait, and refuses the others at once', async () => {
      const it = policy({ concurrent: 2, queue: 1 });
      let most = 0;
      let now = 0;
      const work = async () => {
        now += 1;
        most = Math.max(most, now);
        await sleep(50);
        now -= 1;
      };
      const runs = [1, 2, 3, 4, 5].map(() => it.run(work, { idempotent: true }));
      expect(it.state()).toMatchObject({ inFlight: 2, queued: 1 });
      const outcomes = await Promise.allSettled(runs);
      const refused = outcomes.filter((o) => o.status === 'rejected' && o.reason instanceof BulkheadFull);
      expect([refused.length, most]).toEqual([2, 2]);
      expect(it.state()).toMatchObject({ inFlight: 0, queued: 0, rejected: 2 });
    });

    it('ends the wait of a caller who goes, and of one whose deadline passes', async () => {
      const it = policy({
        concurrent: 1,
        queue: 2,
        timeoutMilliseconds: 400,
        deadlineMilliseconds: 400,
        retries: 0,
      });
      const first = it.run(hang, { idempotent: true }).catch(() => 'ended');
      const caller = new AbortController();
      const leaving = it.run(hang, { idempotent: true, signal: caller.signal });
      caller.abort(new Error('gone'));
      await expect(leaving).rejects.toThrow('gone');
      expect(it.state().queued).toBe(0);
      await first;
      await expect(it.run(async () => 'free', { idempotent: true })).resolves.toBe('free');
    });
  });

  describe('the circuit', () => {
    const fail = () => Promise.reject(failed(500));

    it('opens when too many attempts fail, refuses without calling, and closes after a good attempt', async () => {
      const it = policy({ breaker, retries: 0 });
      for (let i = 0; i < 4; i += 1) {
        await it.run(fail, { idempotent: true }).catch(() => undefined);
      }
      expect(it.state().circuit).toBe('open');
      let called = false;
      const refused = it.run(
        async () => {
          called = true;
        },
        { idempotent: true },
      );
      await expect(refused).rejects.toBeInstanceOf(PolicyOpen);
      expect(called).toBe(false);

      await sleep(250);
      expect(it.state().circuit).toBe('half-open');
      await it.run(async () => 'good', { idempotent: true });
      expect(it.state().circuit).toBe('closed');
    });

    it('lets one attempt through while half-open, and opens again when it fails', async () => {
      const it = policy({ breaker, retries: 0 });
      for (let i = 0; i < 4; i += 1) {
        await it.run(fail, { idempotent: true }).catch(() => undefined);
      }
      await sleep(250);
      let calls = 0;
      const trial = async () => {
        calls += 1;
        await sleep(50);
        throw failed(500);
      };
      const outcomes = await Promise.allSettled([
        it.run(trial, { idempotent: true }),
        it.run(trial, { idempotent: true }),
      ]);
      expect([calls, outcomes[1]?.status, it.state().circuit]).toEqual([1, 'rejected', 'open']);
    });

    it('is not closed by a trial that its caller abandoned', async () => {
      const it = policy({ breaker, retries: 0 });
      for (let i = 0; i < 4; i += 1) {
        await it.run(fail, { idempotent: true }).catch(() => undefined);
      }
      await sleep(250);
      const caller = new AbortController();
      const trial = it.run(hang, { idempotent: true, signal: caller.signal });
      caller.abort(new Error('gone'));
      await expect(trial).rejects.toThrow('gone');
      expect(it.state().circuit).toBe('open');
    });

    it('stays closed over refusals that are answers', async () => {
      const it = policy({ breaker, retries: 0 });
      for (let i = 0; i < 10; i += 1) {
        await it.run(() => Promise.reject(failed(404)), { idempotent: true }).catch(() => undefined);
      }
      expect(it.state().circuit).toBe('closed');
    });

    it('ends the retries of a call under way', async () => {
      const it = policy({
        breaker: { ...breaker, resetMilliseconds: 60_000 },
        retries: 20,
        deadlineMilliseconds: 10_000,
      });
      let calls = 0;
      const run = it.run(
        async () => {
          calls += 1;
          throw failed(500);
        },
        { idempotent: true },
      );
      await expect(run).rejects.toBeInstanceOf(PolicyOpen);
      expect(calls).toBeLessThanOrEqual(4);
    });
  });
});
