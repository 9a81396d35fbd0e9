import { setTimeout as sleep } from 'node:timers/promises';
import type { Assessment } from '../../lib/assessment/model.ts';
import { findDrill } from '../../lib/drills/drills.ts';
import type { JourneyResult } from '../../lib/drills/record.ts';
import { JOURNEYS, journeyResult } from '../../lib/drills/service-level.ts';
import { seeded } from '../../local/chance.ts';
import type { DrillPlatform } from '../../local/drills/drill-platform.ts';
import type { Fault, Injected } from '../../local/drills/fault.ts';
import { forecast } from '../../local/drills/forecast.ts';
import type { SteadyLoad } from '../../local/drills/load/steady-load.ts';
import { whenServed } from '../../local/drills/served.ts';
import type { Stage } from '../../local/drills/stage.ts';
import { messageOf } from './message-of.ts';
import type { ChaosFault, ChaosStep } from './sequence.ts';
import {
  judgeHand,
  judgeRecovery,
  type Promised,
  promisedFor,
  promisedTogether,
  type Violation,
} from './violations.ts';

/** Where and with what steps are carried out. */
export interface Arena {
  readonly place: DrillPlatform;
  readonly load: SteadyLoad;
  readonly faults: ReadonlyMap<string, Fault>;
  /** What the promises rest on. */
  readonly assessment: Assessment;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What was done with one fault. */
export interface FaultDone extends ChaosFault {
  /** Seconds since the load began. */
  readonly at: number;
  readonly injected: string;
  /** What was done by hand. */
  readonly recovery?: string;
}

/** How a step went, before the ledger is looked at. */
export interface StepDone {
  readonly faults: readonly FaultDone[];
  /** Milliseconds since 1970. */
  readonly disruptedAt: number;
  readonly journeys: readonly JourneyResult[];
  readonly promised: Promised;
  readonly violations: Violation[];
}

/** Seconds of load after a step's last injection at least: longer than any health check takes to notice. */
const watch = 20;

/** Seconds that the service level must hold after all was healed before the next step. */
const settle = 10;

/** Seconds beyond a promise after which a recovery is no longer waited for. */
const grace = 30;

/** Seconds that the platform gets to serve everyone before a step begins. */
const calmLimit = 120;

/** What a fault promises that is no drill, such as one that a test has planted. */
const unknown: Promised = { rtoSeconds: 30, rpoSeconds: 0, human: undefined };

/** Carries out a step: all its faults, the recovery by hand where there is one, and the healing, each as a drill does. */
export async function carryOut(step: ChaosStep, arena: Arena): Promise<StepDone> {
  const { place, load, progress, signal } = arena;
  const violations: Violation[] = [];
  const attempt = async <Result>(
    invariant: Violation['invariant'],
    what: string,
    work: () => Promise<Result>,
  ): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      violations.push({ invariant, sentence: `${what} failed: ${messageOf(error)}` });
      progress(violations.at(-1)?.sentence ?? '');
      return undefined;
    }
  };
  const stageOf = (seed: number): Stage => ({
    get platform() {
      return place.platform;
    },
    ...{ random: seeded(seed), progress, signal },
    replacePlatform: (start) => place.replace(start),
  });
  const staged = step.faults.map((fault) => ({
    fault,
    does: find(arena, fault),
    stage: stageOf(fault.seed),
  }));

  for (const { fault, does, stage } of staged) {
    await attempt('fault as meant', `To prepare ${fault.name}`, async () => does.prepare?.(stage));
  }
  const promises = await attempt('nothing stuck', 'To ask the database for its size', async () => {
    // The database may have failed over by itself since the last step.
    await place.whole();
    return Promise.all(step.faults.map((fault) => promiseOf(fault, arena)));
  });
  const promised = promisedTogether(promises ?? [unknown]);
  await whenCalm(load, step.calmSeconds, signal);

  const from = load.requests.length;
  const disruptedAt = Date.now();
  const done: FaultDone[] = [];
  const injections: { readonly name: string; readonly injected: Injected }[] = [];
  try {
    for (const [index, { fault, does, stage }] of staged.entries()) {
      if (index > 0) await sleep(step.apartSeconds * 1_000, undefined, { signal });
      const at = (Date.now() - load.begunAt) / 1_000;
      const injected = await attempt('fault as meant', `To inject ${fault.name}`, () => does.inject(stage));
      done.push({ ...fault, at, injected: injected?.detail ?? 'the injection failed' });
      if (injected === undefined) continue;
      injections.push({ name: fault.name, injected });
      progress(injected.detail);
    }
    for (const { name, injected } of injections) {
      const { recover } = injected;
      if (recover === undefined) continue;
      const recovery = await attempt('recovery by itself', `The runbook of ${name}`, recover);
      const index = done.findIndex((one) => one.name === name);
      const of = done[index];
      if (of !== undefined) done[index] = { ...of, recovery: recovery ?? 'it failed' };
      violations.push(...judgeHand(name, promised));
    }
    const rest = watch - (Date.now() - disruptedAt) / 1_000;
    await whenServed(since(load, from), {
      ...{ atLeast: Math.max(rest, settle), atMost: promised.rtoSeconds + grace, signal },
    });
  } finally {
    for (const { name, injected } of injections.toReversed()) {
      await attempt('fault as meant', `To take back ${name}`, injected.heal);
    }
  }
  await attempt('nothing stuck', 'The return of every part', () => place.whole());
  await whenServed(since(load, from), { atLeast: settle, atMost: settle + grace, signal });
  const { requests, begunAt } = since(load, from);
  const journeys = JOURNEYS.map((journey) => journeyResult(journey, requests, { begunAt }));
  violations.push(...judgeRecovery(journeys, promised));
  return { faults: done, disruptedAt, journeys, promised, violations };
}

function find({ faults }: Arena, { name }: ChaosFault): Fault {
  const fault = faults.get(name);
  if (fault === undefined) throw new Error(`Nothing injects the fault ${name}.`);
  return fault;
}

async function promiseOf({ name }: ChaosFault, { place, assessment }: Arena): Promise<Promised> {
  const drill = findDrill(name);
  if (drill === undefined) return unknown;
  const { prediction } = await forecast(drill, assessment, place);
  return promisedFor(drill.budgets, prediction);
}

/** What was answered since a step began. */
function since(load: SteadyLoad, from: number) {
  return {
    begunAt: load.begunAt,
    get requests() {
      return load.requests.slice(from);
    },
    mustRun: () => load.mustRun(),
  };
}

/** Waits until nobody has been failed for so long; goes on in any case in the end, because what follows is judged. */
async function whenCalm(load: SteadyLoad, seconds: number, signal: AbortSignal): Promise<void> {
  const begun = Date.now();
  for (;;) {
    signal.throwIfAborted();
    load.mustRun();
    const last = load.requests.findLast(({ failed }) => failed)?.until ?? 0;
    const calm = (Date.now() - Math.max(begun, last)) / 1_000;
    if (calm >= seconds || Date.now() - begun > calmLimit * 1_000) return;
    await sleep(250, undefined, { signal });
  }
}
