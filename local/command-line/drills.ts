import { randomInt } from 'node:crypto';
import type { Assessment } from '../../lib/assessment/model.ts';
import type { Drill } from '../../lib/drills/drill.ts';
import type { DrillRecord } from '../../lib/drills/record.ts';
import { DrillPlatform } from '../drills/drill-platform.ts';
import { FAULTS } from '../drills/faults/index.ts';
import { writeRecord } from '../drills/records.ts';
import { runDrill } from '../drills/run-drill.ts';
import { NotSteady } from '../drills/served.ts';
import { PartFailure } from '../processes/part.ts';

export interface DrillsOptions {
  /** Where the platform of the drills is kept. */
  readonly folder: string;
  readonly drills: readonly Drill[];
  readonly assessment: Assessment;
  readonly replicas: number;
  /** What chance is drawn from; drawn itself when left out. */
  readonly seed?: number;
  /** Seconds of load after the injection at least. */
  readonly watchSeconds?: number;
  /** Where records are added; none are kept when left out. */
  readonly records?: string;
  /** Whether to go on after a drill that did not hold. */
  readonly continue: boolean;
  /** Told what is done, line by line. */
  readonly progress: (line: string) => void;
  /** Told each drill as it ends. */
  readonly finished?: (run: DrillRun) => void;
}

/** How one drill ended: with a record, or with the sentence that says why it shows nothing. */
export type DrillRun =
  | { readonly drill: Drill; readonly record: DrillRecord; readonly folder?: string }
  | { readonly drill: Drill; readonly notRun: string };

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs drills one after the other on a platform of their own, which is ended at the end, also by Ctrl-C.
 *
 * @throws PartFailure or ProgramError, each one sentence, when there is no platform to run them on, or somebody ended them
 */
export async function runDrills(options: DrillsOptions): Promise<DrillRun[]> {
  const { folder, replicas, progress } = options;
  const ending = new AbortController();
  const place = await DrillPlatform.open({ folder, replicas, progress });
  const onSignal = () => {
    // A second one is from somebody who does not want to wait; the kernel ends the children with this process.
    if (ending.signal.aborted) process.exit(130);
    progress('Stopping; press Ctrl-C again to end at once');
    ending.abort();
    void place.stop();
  };
  for (const signal of signals) process.on(signal, onSignal);
  try {
    return await runAll(options, place, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    throw new PartFailure('The drill was ended before it was over, so nothing is recorded.');
  } finally {
    await place.close();
    for (const signal of signals) process.off(signal, onSignal);
  }
}

async function runAll(
  options: DrillsOptions,
  place: DrillPlatform,
  signal: AbortSignal,
): Promise<DrillRun[]> {
  const { drills, progress, finished } = options;
  const runs: DrillRun[] = [];
  let sound = false;
  for (const drill of drills) {
    signal.throwIfAborted();
    if (!sound) await place.startAnew();
    progress(`${drill.name}: ${drill.title}`);
    const run = await runOne(options, { drill, place, signal });
    runs.push(run);
    finished?.(run);
    const held = 'record' in run && run.record.verdict.verdict !== 'breached';
    if (!held && !options.continue) break;
    // What a breach has left behind must not count against the next drill.
    sound = held;
  }
  return runs;
}

async function runOne(
  options: DrillsOptions,
  {
    drill,
    place,
    signal,
  }: { readonly drill: Drill; readonly place: DrillPlatform; readonly signal: AbortSignal },
): Promise<DrillRun> {
  const fault = FAULTS.get(drill.name);
  if (fault === undefined) throw new Error(`Nothing injects the drill ${drill.name}.`);
  const { assessment, progress, records, seed = randomInt(2 ** 31), watchSeconds } = options;
  progress(`seed ${seed}`);
  try {
    const record = await runDrill({
      ...{ drill, fault, place, assessment, seed, progress, signal },
      ...(watchSeconds === undefined ? {} : { watchSeconds }),
    });
    const kept = records === undefined ? {} : { folder: await writeRecord(record, records) };
    return { drill, record, ...kept };
  } catch (error) {
    if (!(error instanceof NotSteady) || signal.aborted) throw error;
    return { drill, notRun: error.message };
  }
}
