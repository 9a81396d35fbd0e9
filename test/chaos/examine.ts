import type { LedgerResult } from '../../lib/drills/record.ts';
import type { DrillPlatform } from '../../local/drills/drill-platform.ts';
import { readLedger } from '../../local/drills/load/ledger-file.ts';
import type { LoadPlan } from '../../local/drills/load/load-plan.ts';
import type { SteadyLoad } from '../../local/drills/load/steady-load.ts';
import { storedWrites } from '../../local/drills/read-back.ts';
import { waitUntil } from '../../local/processes/wait-until.ts';
import type { LedgerBook } from './ledger-book.ts';
import { messageOf } from './message-of.ts';
import type { Database } from './owners.ts';
import type { ChaosStep } from './sequence.ts';
import type { StepDone } from './step.ts';
import type { Strangers } from './strangers.ts';
import { findStrays, seeProcesses } from './stray-processes.ts';
import type { Violation } from './violations.ts';

/** A step that was carried out, with what was found after it. */
export interface StepResult extends StepDone {
  readonly step: ChaosStep;
  readonly ledger: LedgerResult;
  /** The share of the step in which some process of the machine waited for a processor. */
  readonly pressure?: number;
}

/** Milliseconds for processes that come and go, such as those of a backup. */
const strayPatience = 60_000;

/** What is known when nothing could be looked at. */
export const nothingRead: LedgerResult = {
  ...{ acknowledged: 0, readBack: 0, uncertain: 0, rpoSeconds: 0 },
  ...{ lost: [], duplicated: [], outOfOrder: [] },
};

/** The database of the platform of the moment. */
export function databaseOf(place: DrillPlatform): Database {
  return (work) => place.platform.postgres.primary.use(work, place.platform.postgres.access.database);
}

/** What is looked at. */
export interface Examined {
  readonly step: ChaosStep;
  readonly plan: LoadPlan;
  readonly book: LedgerBook;
  readonly load: SteadyLoad;
  readonly strangers: Strangers;
  readonly place: DrillPlatform;
  /** What {@link straysNow} found before the first step: not of the platform. */
  readonly others: ReadonlySet<string>;
}

/** Looks for what a step has broken: writes, data of others, processes. */
export async function examine(
  done: StepDone,
  { step, plan, book, load, strangers, place, others }: Examined,
): Promise<StepResult> {
  const { platform } = place;
  const violations = [...done.violations];
  try {
    // First the ledger, then the database, so that what was acknowledged meanwhile is not missed in it.
    const written = readLedger(plan.ledger);
    const stored = await storedWrites(platform, plan.run);
    const { ledger, violations: found } = book.judge(
      {
        acknowledged: written.flatMap(({ number, writer, acknowledgedAt }) =>
          acknowledgedAt === undefined ? [] : [{ number, writer, acknowledgedAt }],
        ),
        uncertain: written.flatMap(({ number, acknowledgedAt }) =>
          acknowledgedAt === undefined ? number : [],
        ),
        ...{ stored, unseen: new Map(), disruptedAt: done.disruptedAt },
      },
      done.promised,
    );
    violations.push(...found, ...(await strangers.judge(databaseOf(place))));
    violations.push(...(await straysOf(place, load, others)));
    return { ...done, step, ledger, violations };
  } catch (error) {
    const sentence = `The platform cannot be looked at after the step: ${messageOf(error)}`;
    return {
      ...done,
      step,
      ledger: nothingRead,
      violations: [...violations, { invariant: 'nothing stuck', sentence }],
    };
  }
}

/** Processes below this one, or in the platform's folder, that no part owns. */
export async function straysNow(place: DrillPlatform, load?: SteadyLoad): Promise<readonly string[]> {
  const parts = place.platform.status().parts.flatMap(({ pid }) => pid ?? []);
  const owned = new Set(load === undefined ? parts : [...parts, load.pid]);
  return findStrays(await seeProcesses(place.folder.root), process.pid, owned);
}

async function straysOf(
  place: DrillPlatform,
  load: SteadyLoad,
  others: ReadonlySet<string>,
): Promise<Violation[]> {
  let strays: readonly string[] = [];
  await waitUntil(
    'processes that nobody owns to end',
    async () => {
      strays = (await straysNow(place, load)).filter((sentence) => !others.has(sentence));
      return strays.length === 0 ? true : undefined;
    },
    strayPatience,
  ).catch(() => undefined);
  return strays.map((sentence) => ({ invariant: 'nothing stuck', sentence }));
}
