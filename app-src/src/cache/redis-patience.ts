/** The longest that a request waits for Redis, in milliseconds. Healthy answers take about one; a primary-key query takes a few. */
const limitMilliseconds = 250;

/** Milliseconds for which a Redis that did not answer in time is left alone. Then one question is asked on behalf of all. */
const pauseMilliseconds = 1_000;

/**
 * Asks Redis without letting a slow or hung one slow every request down: the first question that waits too long is given up, and for
 * a while none is asked.
 */
export class RedisPatience {
  #pausedUntil = 0;

  /** The answer; undefined when there was none in time, Redis refused, or it is being left alone. Never rejects. */
  async ask<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    const now = performance.now();
    if (now < this.#pausedUntil) {
      return undefined;
    }
    if (this.#pausedUntil > 0) {
      this.#pausedUntil = now + pauseMilliseconds;
    }
    return this.insist(question);
  }

  /** As {@link ask}, but asks even while Redis is being left alone. */
  async insist<Answer>(question: () => Promise<Answer>): Promise<Answer | undefined> {
    const answer = question().then(
      (value) => ({ value }),
      () => undefined,
    );
    const outcome = await inTime(answer);
    if (outcome === 'late') {
      this.#pausedUntil = performance.now() + pauseMilliseconds;
      return undefined;
    }
    this.#pausedUntil = 0;
    return outcome?.value;
  }
}

async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(
      // A busy event loop runs timers before it reads sockets: an answer that is already here still counts.
      () => setImmediate(() => resolve('late')),
      limitMilliseconds,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
