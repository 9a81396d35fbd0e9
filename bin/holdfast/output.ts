import { writeFileSync } from 'node:fs';
import { whyNotWritten } from '../../lib/assessment/report/write-failure.ts';
import { BadInput } from './bad-input.ts';

/** Columns of a terminal that does not say how wide it is, and of files. */
const WIDTH = 110;

/** How text is laid out for whoever reads it. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
}

/** Where a command writes its result. */
export interface OutputFlags {
  readonly output?: string;
  /** False with `--no-color`. */
  readonly color?: boolean;
}

/** Colour on a terminal only, unless NO_COLOR is set to anything or the user said no. */
export function lookOf({ output, color }: OutputFlags): Look {
  const { stdout, env } = process;
  const terminal = output === undefined && stdout.isTTY === true;
  return {
    color: terminal && color !== false && !env.NO_COLOR && env.TERM !== 'dumb',
    width: terminal ? (stdout.columns ?? WIDTH) : WIDTH,
  };
}

/**
 * Writes the result to standard output, or to the file that was asked for.
 *
 * @throws BadInput when the file cannot be written
 */
export function deliver(text: string, { output }: OutputFlags): void {
  if (output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(output, text);
  } catch (error) {
    const name = output === '' ? 'The file of an empty --output' : output;
    throw new BadInput(`${name} cannot be written: ${whyNotWritten(error)}.`);
  }
}
