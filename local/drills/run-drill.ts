import type { Assessment } from '../../lib/assessment/model.ts';
import type { Drill } from '../../lib/drills/drill.ts';
import type { DrillRecord } from '../../lib/drills/record.ts';
import { seeded } from '../chance.ts';
import type { DrillProgress } from '../live-page/drill-progress.ts';
import { broadcast, showMarks } from './broadcast.ts';
import { composeRecord } from './compose-record.ts';
import { type Disrupted, disrupt } from './disrupt.ts';
import { planLoad, rateOf } from './drill-load.ts';
import { DrillLog } from './drill-log.ts';
import type { DrillPlatform } from './drill-platform.ts';
import { explain } from './explain.ts';
import type { Fault } from './fault.ts';
import { type Forecast, forecast } from './forecast.ts';
import type { LoadPlan } from './load/load-plan.ts';
import { SteadyLoad } from './load/steady-load.ts';
import { describeCommit, describeMachine, describeVersions } from './machine.ts';
import { marksOf } from './marks.ts';
import { notLooked, readBack } from './read-back.ts';
import { whenSteady } from './served.ts';
import type { Stage } from './stage.ts';
import { lookBefore, verify } from './verification.ts';
import { withoutPaths } from './without-paths.ts';

export interface DrillOptions {
  readonly drill: Drill;
  readonly fault: Fault;
  /** A platform that runs. */
  readonly place: DrillPlatform;
  /** What the prediction rests on. */
  readonly assessment: Assessment;
  /** What chance is drawn from. */
  readonly seed: number;
  /** Seconds of load after the injection at least, instead of the drill's own. */
  readonly watchSeconds?: number;
  /** Told what is done, line by line. */
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs one drill: a steady load, the fault, the recovery, and what users were told read back. What goes wrong with the fault or its
 * recovery is in the record and is a breach.
 *
 * @throws NotSteady when the platform was not well before; the signal's reason when it was told to end
 */
export async function runDrill(options: DrillOptions): Promise<DrillRecord> {
  const { drill, fault, place, seed, signal } = options;
  const log = new DrillLog(options.progress);
  const startedAt = Date.now();
  const machine = await describeMachine();
  const stage = stageOf(options, log);
  await fault.prepare?.(stage);
  await place.whole();
  const expected = await forecast(drill, options.assessment, place);
  const plan = await planLoad(place);
  const page = place.page.drill(outlineOf(drill, expected));
  log.show(page);
  log.step('users sign in');
  const load = await SteadyLoad.begin(plan);
  const endBroadcast = broadcast(load, page, () => {
    const { injectedAt: disruptedAt } = log;
    return disruptedAt === undefined
      ? []
      : marksOf(place.eventsSince(disruptedAt), { begunAt: load.begunAt, disruptedAt });
  });
  try {
    const before = lookBefore(place.platform);
    log.step(`steady load of ${rateOf(plan)} requests/s, nothing is wrong`);
    await whenSteady(load, { ...(drill.steadySeconds && { seconds: drill.steadySeconds }), signal });
    const done = await disrupt({ drill, fault, place, stage, load, log, watchSeconds: options.watchSeconds });
    log.step('every write is read back');
    const { findings, unmet } = await lookUp(place, load, plan);
    const verified = await verify(drill.name, { platform: place.platform, before, requests: load.requests });
    signal.throwIfAborted();
    const release = place.platform.app.release?.id;
    const commit = await describeCommit();
    const record = composeRecord({
      ...{ drill, seed, startedAt, finishedAt: Date.now(), begunAt: load.begunAt, findings },
      load: { requestsPerSecond: rateOf(plan), users: plan.emails.length },
      requests: load.requests,
      done: { ...done, unmet: [...done.unmet, ...unmet, ...verified] } satisfies Disrupted,
      ...{ forecast: expected, events: place.eventsSince(load.begunAt), progress: log.lines },
      surroundings: {
        machine,
        versions: { ...(await describeVersions()), ...(release === undefined ? {} : { release }) },
        ...(commit === undefined ? {} : { commit }),
      },
    });
    tell(page, record, load.begunAt);
    return withoutPaths(record, place.folder.root);
  } finally {
    endBroadcast();
    await load.end();
  }
}

function stageOf({ place, seed, signal }: DrillOptions, log: DrillLog): Stage {
  return {
    get platform() {
      return place.platform;
    },
    ...{ random: seeded(seed), progress: log.say, signal },
    replacePlatform: (start) => place.replace(start),
  };
}

async function lookUp({ platform }: DrillPlatform, load: SteadyLoad, plan: LoadPlan) {
  const ledger = await load.end();
  try {
    return { findings: await readBack(platform, plan, ledger), unmet: [] };
  } catch (error) {
    return {
      findings: notLooked(ledger),
      unmet: [`What users were told cannot be read back: ${explain(error)}`],
    };
  }
}

function outlineOf({ name, title, expected }: Drill, { prediction }: Forecast) {
  const seconds = prediction.kind === 'predicted' ? prediction.rto.seconds : undefined;
  return {
    ...{ name, title, expected },
    ...(seconds === undefined ? {} : { predictedRecoverySeconds: seconds }),
  };
}

function tell(page: DrillProgress, { verdict, marks }: DrillRecord, begunAt: number): void {
  showMarks(page, marks, begunAt);
  page.end({
    verdict: verdict.verdict === 'not provable' ? 'unproven' : verdict.verdict,
    sentence: verdict.sentences[0] ?? '',
  });
}
