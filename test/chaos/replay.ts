import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type ChaosStep, stepSchema } from './sequence.ts';
import { UsageError } from './usage-error.ts';

/** A record of chaos, or any other file with a sequence. */
const replaySchema = z.object({ seed: z.int().nonnegative(), sequence: z.array(stepSchema).min(1) });

/** What is run again. */
export interface Replay {
  readonly seed: number;
  readonly sequence: readonly ChaosStep[];
}

/**
 * Reads what a record says that was done.
 * @param known names of faults
 * @throws UsageError with a sentence when it cannot be run again
 */
export async function readReplay(path: string, known: readonly string[]): Promise<Replay> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`${path} cannot be read (${error.message}): give the record.json of a run.`);
  });
  const replay = parse(path, text);
  const unknown = replay.sequence
    .flatMap(({ faults }) => faults.map(({ name }) => name))
    .find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`${path} names the fault ${unknown}, which there is not: take a newer record.`);
  }
  return replay;
}

function parse(path: string, text: string): Replay {
  try {
    return replaySchema.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(`${path} has no sequence to replay: give the record.json of a run. ${why}`);
  }
}
