import type { Drill } from '../../lib/drills/drill.ts';
import { judgeLedger, type LedgerFindings } from '../../lib/drills/ledger.ts';
import { perSecond } from '../../lib/drills/per-second.ts';
import { type DrillRecord, recordSchema } from '../../lib/drills/record.ts';
import { JOURNEYS, journeyResult, type UserRequest } from '../../lib/drills/service-level.ts';
import { judgeDrill } from '../../lib/drills/verdict.ts';
import type { PlatformEvent } from '../processes/events.ts';
import type { Disrupted } from './disrupt.ts';
import type { Forecast } from './forecast.ts';
import { marksOf } from './marks.ts';

/** Everything that a drill came to. */
export interface Results {
  readonly drill: Drill;
  readonly seed: number;
  readonly startedAt: number;
  readonly finishedAt: number;
  /** When the load began, in milliseconds since 1970. */
  readonly begunAt: number;
  readonly load: DrillRecord['load'];
  readonly requests: readonly UserRequest[];
  readonly findings: Omit<LedgerFindings, 'disruptedAt'>;
  readonly done: Disrupted;
  readonly forecast: Forecast;
  readonly events: readonly PlatformEvent[];
  readonly progress: DrillRecord['progress'];
  /** What it ran on and with. */
  readonly surroundings: Pick<DrillRecord, 'machine' | 'versions' | 'commit'>;
}

/** Judges a drill, and puts everything that is known of it into one record. */
export function composeRecord(results: Results): DrillRecord {
  const { drill, startedAt, finishedAt, seed, begunAt, requests, done, forecast, events } = results;
  const { disruptedAt, recovery } = done;
  const { prediction, configuration } = forecast;
  const since = requests.filter(({ until }) => until >= disruptedAt);
  const journeys = JOURNEYS.map((journey) => journeyResult(journey, since, { begunAt }));
  const ledger = judgeLedger({ ...results.findings, disruptedAt });
  return recordSchema.parse({
    schemaVersion: 1,
    drill: facts(drill),
    target: 'local',
    ...{ startedAt: iso(startedAt), finishedAt: iso(finishedAt), seed, ...results.surroundings },
    ...{ configuration, load: results.load, injected: done.injected, progress: results.progress },
    ...(recovery === undefined ? {} : { recovery }),
    ...{ events, timeline: perSecond(requests, begunAt), journeys, ledger, prediction },
    marks: [...done.marks, ...marksOf(events, { begunAt, disruptedAt }), ...recovered(journeys)].sort(
      (one, other) => one.at - other.at,
    ),
    verdict: judgeDrill({ drill, journeys, ledger, prediction, unmet: done.unmet }),
  });
}

function facts(drill: Drill): DrillRecord['drill'] {
  const { name, title, disruption, component, injection, expected, verification, budgets } = drill;
  return {
    ...{ name, title, injection, expected, verification, budgets },
    ...(disruption === undefined ? {} : { disruption }),
    ...(component === undefined ? {} : { component }),
  };
}

function recovered(journeys: DrillRecord['journeys']): DrillRecord['marks'] {
  return journeys.flatMap(({ journey, recoveredAt }) =>
    recoveredAt === undefined
      ? []
      : [{ at: recoveredAt, kind: 'recovered' as const, label: `${journey}: users are served` }],
  );
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
