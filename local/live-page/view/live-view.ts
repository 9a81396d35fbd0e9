import type { Look } from '../look.ts';
import type { DrillView } from '../shown-drill.ts';
import type { TrafficView } from '../traffic.ts';

/** Everything that the page shows at one moment. */
export interface LiveView {
  readonly now: Date;
  /** `undefined`: no platform has begun to start yet. */
  readonly look: Look | undefined;
  readonly traffic: TrafficView;
  readonly drill: DrillView | undefined;
}
