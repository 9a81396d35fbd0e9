import { isDeepStrictEqual } from 'node:util';
import type { DrillMark, DrillOutcome, DrillOutline, DrillProgress, DrillSecond } from './drill-progress.ts';

/** A drill as the page shows it. */
export interface DrillView {
  readonly outline: DrillOutline;
  readonly step: string;
  readonly seconds: readonly DrillSecond[];
  readonly marks: readonly DrillMark[];
  readonly outcome: DrillOutcome | undefined;
}

/** The longest timeline, in seconds; after it, the beginning is forgotten. */
const longest = 3_600;

/** Keeps what a drill tells. */
export class ShownDrill implements DrillProgress {
  readonly #outline: DrillOutline;
  #step = 'begins';
  #seconds: readonly DrillSecond[] = [];
  #marks: readonly DrillMark[] = [];
  #outcome: DrillOutcome | undefined;

  constructor(outline: DrillOutline) {
    this.#outline = outline;
  }

  step(text: string): void {
    this.#step = text;
  }

  second(second: DrillSecond): void {
    this.#seconds = [...this.#seconds, second].slice(-longest);
  }

  mark(mark: DrillMark): void {
    if (this.#marks.some((known) => isDeepStrictEqual(known, mark))) return;
    this.#marks = [...this.#marks, mark].sort((one, other) => one.at - other.at);
  }

  end(outcome: DrillOutcome): void {
    this.#outcome = outcome;
  }

  view(): DrillView {
    return {
      outline: this.#outline,
      step: this.#step,
      seconds: this.#seconds,
      marks: this.#marks,
      outcome: this.#outcome,
    };
  }
}
