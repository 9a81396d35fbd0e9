import { formatDuration } from '../../duration.ts';

/** What stands for one number of the model on this machine. */
export interface Parameter {
  readonly seconds: number;
  /** How the seconds follow, such as `6 s until it is given up + 3 s until the app connects again`. */
  readonly formula?: string;
  /** The setting it comes from; or, where nothing bounds it, that it is assumed, and why this much. */
  readonly source: string;
}

/** A parameter that is a sum, which its formula spells out. */
export function summed(source: string, ...addends: readonly (readonly [number, string])[]): Parameter {
  return {
    seconds: addends.reduce((sum, [seconds]) => sum + seconds, 0),
    formula: addends.map(([seconds, what]) => `${formatDuration(seconds)} ${what}`).join(' + '),
    source,
  };
}
