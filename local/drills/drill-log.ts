import type { DrillProgress } from '../live-page/drill-progress.ts';

/** What is said while a drill runs: to whoever waits for it, to its record, and to the live page. */
export class DrillLog {
  readonly lines: { readonly at: string; readonly line: string }[] = [];
  readonly #progress: (line: string) => void;
  #page: DrillProgress | undefined;
  #injectedAt: number | undefined;

  /** @param progress told line by line */
  constructor(progress: (line: string) => void) {
    this.#progress = progress;
  }

  readonly say = (line: string): void => {
    this.lines.push({ at: new Date().toISOString(), line });
    this.#progress(line);
  };

  /** When the fault was injected, in milliseconds since 1970; undefined until then. */
  get injectedAt(): number | undefined {
    return this.#injectedAt;
  }

  /** From now on steps are shown there as well. */
  show(page: DrillProgress): void {
    this.#page = page;
  }

  /** Says that the next step begins. */
  step(text: string): void {
    this.#page?.step(text);
    this.say(text);
  }

  /** Marks the injection of the fault on the live page's timeline. */
  injected(label: string, at: number): void {
    this.#injectedAt = at;
    this.#page?.mark({ at, kind: 'injection', label });
  }
}
