import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isAway } from '../database/database-away.ts';
import type { Orm } from '../database/orm.ts';
import { failureCause } from '../health/failure-cause.ts';
import { judgeFailure } from '../resilience/failure.ts';
import type { Deployment } from './deployment.ts';
import { type DraftOutcome, type DueDraft, finishDraft, takeDueDraft } from './draft-request-queries.ts';
import { gatherMaterial } from './gather-material.ts';
import { draftPrompt } from './prompt.ts';

/** Milliseconds between looks at the queue, give or take a half: replicas do not look together. */
const pauseMilliseconds = 4_000;

/** Nobody waits before the page, so that a slow model gets its time. */
const firstTextMilliseconds = 15_000;

/** Attempts before a draft is given up; with the pauses between them about two hours. */
const mostAttempts = 12;

const longestRetrySeconds = 15 * 60;

export interface DraftWorkerParts {
  readonly orm: () => Orm;
  readonly deployments: readonly Deployment[];
  readonly logger: Logger;
  /** @default {@link pauseMilliseconds} */
  readonly pauseMilliseconds?: number;
}

/** Writes the drafts that were asked for while no model answered. One runs in each replica and writes one draft at a time. */
export class DraftWorker {
  readonly #parts: DraftWorkerParts;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(parts: DraftWorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Gives the draft under way back to the queue, for another replica. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The app is stopping.'));
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let told = false;
    while (!signal.aborted) {
      let busy = false;
      try {
        busy = await this.#next();
        told = false;
      } catch (error) {
        // Once until it works again; that the database is away is logged where it is noticed.
        if (!told && !isAway(error)) {
          this.#parts.logger.error({ err: error }, 'The queue of drafts could not be worked on.');
          told = true;
        }
      }
      if (!busy) {
        const pause = (this.#parts.pauseMilliseconds ?? pauseMilliseconds) * (0.5 + Math.random());
        await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  /** Writes one draft, if one is due and a model may be asked. Tells whether there was one. */
  async #next(): Promise<boolean> {
    const { orm, deployments, logger } = this.#parts;
    if (deployments.every(({ policy }) => policy.state().circuit === 'open')) {
      return false;
    }
    const due = await takeDueDraft(orm());
    if (due === undefined) {
      return false;
    }
    const outcome = await this.#write(due);
    await finishDraft(orm(), { ...due, outcome });
    logger.info(
      { draft: due.id, attempt: due.attempt, outcome: outcome.kind },
      'A queued draft was worked on.',
    );
    return true;
  }

  async #write(due: DueDraft): Promise<DraftOutcome> {
    // Attempts that no replica survived leave no word behind; the draft must not take down one after the other.
    const material = due.attempt > mostAttempts ? undefined : await gatherMaterial(this.#parts.orm(), due);
    if (material === undefined) {
      return { kind: 'failed' };
    }
    const prompt = draftPrompt(material);
    let refusals = 0;
    for (const { write, from } of this.#parts.deployments) {
      const texts: string[] = [];
      try {
        await write(prompt, {
          firstTextMilliseconds,
          signal: this.#stopping.signal,
          onText: (text) => texts.push(text),
        });
        return { kind: 'done', result: texts.join('') };
      } catch (error) {
        if (this.#stopping.signal.aborted) {
          return { kind: 'retry', afterSeconds: 0 };
        }
        refusals += judgeFailure(error).kind === 'answer' ? 1 : 0;
        this.#parts.logger.info(
          { draft: due.id, from, cause: failureCause(error) },
          'A model did not write.',
        );
      }
    }
    const hopeless = refusals === this.#parts.deployments.length || due.attempt >= mostAttempts;
    return hopeless ? { kind: 'failed' } : { kind: 'retry', afterSeconds: retrySeconds(due.attempt) };
  }
}

/** Seconds before the next attempt: doubling from half a minute to a quarter of an hour, the upper half at random. */
function retrySeconds(attempt: number): number {
  const most = Math.min(longestRetrySeconds, 30 * 2 ** (attempt - 1));
  return most * (0.5 + Math.random() / 2);
}
