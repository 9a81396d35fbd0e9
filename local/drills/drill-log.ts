import type { DrillMark, DrillProgress } from '../live-page/drill-progress.ts';

/** What is said while a drill runs: to whoever waits for it, to its record, and to the live page. */
export class DrillLog {
  readonly lines: { readonly at: string; readonly line: string }[] = [];
  readonly #progress: (line: string) => void;
  #page: DrillProgress | undefined;

  /** @param progress told line by line */
  constructor(progress: (line: string) => void) {
    this.#progress = progress;
  }

  readonly say = (line: string): void => {
    this.lines.push({ at: new Date().toISOString(), line });
    this.#progress(line);
  };

  /** From now on steps are shown there as well. */
  show(page: DrillProgress): void {
    this.#page = page;
  }

  /** Says that the next step begins. */
  step(text: string): void {
    this.#page?.step(text);
    this.say(text);
  }

  /** Marks this moment, or another one, on the live page's timeline. */
  mark(kind: DrillMark['kind'], label: string, at = Date.now()): void {
    this.#page?.mark({ at, kind, label });
  }
}
