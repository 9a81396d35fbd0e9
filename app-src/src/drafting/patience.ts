import { UpstreamError } from '../resilience/upstream-error.ts';

/** Rejects when nothing has come for too long. */
export class Patience {
  readonly exceeded: Promise<never>;
  #reject: (reason: Error) => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(milliseconds: number) {
    this.exceeded = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.exceeded.catch(() => undefined);
    this.renew(milliseconds);
  }

  renew(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () =>
        this.#reject(
          new UpstreamError(`The model was silent for ${milliseconds} ms.`, { code: 'ETIMEDOUT' }),
        ),
      milliseconds,
    );
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
