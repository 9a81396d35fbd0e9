import type { PairState, PairStateFile } from './pair-state.ts';

/** What the controller knows, always as it is on disk. */
export class PairMemory {
  readonly #file: PairStateFile;
  #state: PairState;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: PairStateFile, state: PairState) {
    this.#file = file;
    this.#state = state;
  }

  /** @param state what is remembered from now on */
  static async remember(file: PairStateFile, state: PairState): Promise<PairMemory> {
    await file.write(state);
    return new PairMemory(file, state);
  }

  get state(): PairState {
    return this.#state;
  }

  /** Changes what is remembered. It counts once this has resolved. */
  async change(to: Partial<PairState>): Promise<void> {
    const writing = this.#writing.then(async () => {
      const next = { ...this.#state, ...to };
      await this.#file.write(next);
      this.#state = next;
    });
    this.#writing = writing.catch(() => undefined);
    await writing;
  }

  /** Resolves when no change is under way. */
  async settled(): Promise<void> {
    await this.#writing;
  }
}
