import { type Drill, usualWatchSeconds } from '../../lib/drills/drill.ts';
import type { TimelineMark } from '../../lib/drills/record.ts';
import { holdSeconds } from '../../lib/drills/service-level.ts';
import type { DrillLog } from './drill-log.ts';
import type { DrillPlatform } from './drill-platform.ts';
import { explain } from './explain.ts';
import type { Fault, Injected } from './fault.ts';
import type { SteadyLoad } from './load/steady-load.ts';
import { whenServed } from './served.ts';
import type { Stage } from './stage.ts';

/** Seconds beyond its budget after which a drill is no longer waited for. */
const grace = 60;

/** What a disruption has to do with. */
export interface Disruption {
  readonly drill: Drill;
  readonly fault: Fault;
  readonly place: DrillPlatform;
  readonly stage: Stage;
  readonly load: SteadyLoad;
  readonly log: DrillLog;
  /** Seconds of load after the injection at least. */
  readonly watchSeconds: number | undefined;
}

/** What was done to the platform. */
export interface Disrupted {
  /** When the injection began, in milliseconds since 1970. */
  readonly disruptedAt: number;
  readonly injected: string;
  readonly recovery: string | undefined;
  readonly marks: readonly TimelineMark[];
  /** What did not go as it should, in sentences. */
  readonly unmet: readonly string[];
}

/**
 * Injects a fault, recovers by hand where the platform does not, and heals. Resolves when users are served and the platform is whole, or
 * when that was waited for long enough.
 *
 * @throws the reason of the stage's signal; everything else that goes wrong is told in `unmet`
 */
export async function disrupt(disruption: Disruption): Promise<Disrupted> {
  const { drill, fault, place, stage, load, log, watchSeconds } = disruption;
  const { signal } = stage;
  const unmet: string[] = [];
  const marks: TimelineMark[] = [];
  const attempt = async <Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const sentence = `${what} failed: ${explain(error)}`;
      unmet.push(sentence);
      log.say(sentence);
      return undefined;
    }
  };
  const mark = (kind: TimelineMark['kind'], label: string, at = Date.now()) =>
    marks.push({ at: (at - load.begunAt) / 1_000, kind, label });
  const disruptedAt = Date.now();
  log.step('the fault is injected');
  log.injected(drill.title, disruptedAt);
  const injected = await attempt('The injection', () => fault.inject(stage));
  mark('injected', injected?.detail ?? 'the injection failed', disruptedAt);
  if (injected !== undefined) log.say(injected.detail);
  let recovery: string | undefined;
  try {
    recovery = await recoverByHand(injected, { attempt, log });
    if (recovery !== undefined) mark('acted', recovery);
    const watched = (Date.now() - disruptedAt) / 1_000;
    const atLeast = Math.max(
      injected?.recover === undefined ? 0 : holdSeconds,
      (watchSeconds ?? drill.watchSeconds ?? usualWatchSeconds) - watched,
    );
    log.step('until users are served');
    await whenServed(load, { atLeast, atMost: atLeast + drill.budgets.rtoSeconds + grace, signal });
  } finally {
    log.step('what the fault left behind is taken away');
    await attempt('To take away what the fault left behind', async () => injected?.heal());
  }
  mark('healed', 'nothing of the fault is left');
  await attempt('To make the platform whole again', () => place.whole());
  await whenServed(load, { atLeast: holdSeconds, atMost: holdSeconds + grace, signal });
  return { disruptedAt, marks, unmet, recovery, injected: injected?.detail ?? 'nothing' };
}

async function recoverByHand(
  injected: Injected | undefined,
  {
    attempt,
    log,
  }: {
    readonly attempt: (what: string, work: () => Promise<string>) => Promise<string | undefined>;
    readonly log: DrillLog;
  },
): Promise<string | undefined> {
  const recover = injected?.recover;
  if (recover === undefined) return undefined;
  log.step('recovery by the runbook');
  const recovery = await attempt('The recovery', recover);
  if (recovery !== undefined) log.say(recovery);
  return recovery;
}
