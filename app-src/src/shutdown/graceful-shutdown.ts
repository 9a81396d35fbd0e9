import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { InFlightRequests } from './in-flight-requests.ts';

/**
 * Seconds after the drain within which requests and connections must end; a process that has not ended by then exits with code 1. The
 * container's stop time-out must exceed the drain and these together.
 */
export const shutdownGraceSeconds = 10;

export interface GracefulShutdownOptions {
  readonly drainSeconds: number;
  readonly requests: Pick<InFlightRequests, 'turnAway' | 'finish'>;
  /** Asks long answers to come to an end, when the drain is over. */
  readonly hasten?: () => void;
  /** Releases what the app holds, once no request needs it. */
  readonly release: () => Promise<void>;
  readonly exit: (code: number) => void;
  readonly logger: Logger;
  /** @default {@link shutdownGraceSeconds} */
  readonly graceSeconds?: number;
}

/**
 * Ends the process without losing a request: readiness fails first while requests are still served, so that the load balancer looks
 * away; then connections are refused, running requests are finished, pools are closed and the process exits with 0.
 */
export class GracefulShutdown {
  readonly #options: GracefulShutdownOptions;
  #begun = false;

  constructor(options: GracefulShutdownOptions) {
    this.#options = options;
  }

  /** Whether the replica has been told to stop. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Runs the shutdown once; a repeated signal changes nothing. */
  async begin(signal: string): Promise<void> {
    if (this.#begun) {
      return;
    }
    this.#begun = true;
    const {
      drainSeconds,
      requests,
      release,
      exit,
      logger,
      graceSeconds = shutdownGraceSeconds,
    } = this.#options;
    logger.info({ signal, drainSeconds }, 'Shutting down: readiness fails from now on.');
    setTimeout(
      () => {
        logger.error('The shutdown exceeded its time limit; exiting with requests or connections open.');
        exit(1);
      },
      (drainSeconds + graceSeconds) * 1_000,
    ).unref();

    requests.turnAway();
    await sleep(drainSeconds * 1_000);
    this.#options.hasten?.();
    await requests.finish();
    try {
      await release();
    } catch (error) {
      logger.warn({ err: error }, 'A connection did not close cleanly.');
    }
    logger.info('Shut down: every request was answered.');
    exit(0);
  }
}
