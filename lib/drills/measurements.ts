import type { Measurement } from '../assessment/measured.ts';
import type { DrillRecord } from './record.ts';
import { measuredOf } from './verdict.ts';

/**
 * What the record of a drill measured, in the form that `holdfast assess --measured` sets beside its predictions. A drill of something
 * that the model does not know has nothing to be set beside.
 *
 * @param file where the record is, named in findings
 */
export function measurementsOf(record: DrillRecord, file: string): Measurement[] {
  const { prediction, target, timeline, journeys, drill } = record;
  if (prediction.kind !== 'predicted') return [];
  const { rtoSeconds, rpoSeconds } = measuredOf(record);
  const hit = drill.component === undefined ? undefined : prediction.routes[0]?.component;
  const firstFailure = Math.min(...journeys.map(({ firstFailureAt }) => firstFailureAt ?? timeline.length));
  return [
    {
      disruption: prediction.disruption,
      ...(hit === undefined ? {} : { component: hit }),
      measuredSeconds: rtoSeconds ?? Math.max(0, timeline.length - firstFailure),
      ...(rtoSeconds === undefined ? { neverBack: true } : {}),
      lostSeconds: rpoSeconds,
      target,
      record: file,
    },
  ];
}
