import { countSecond } from '../../lib/drills/per-second.ts';
import type { DrillProgress } from '../live-page/drill-progress.ts';
import type { SteadyLoad } from './load/steady-load.ts';

/**
 * Tells the live page each second of a load.
 * @returns ends it
 */
export function broadcast(load: SteadyLoad, page: DrillProgress): () => void {
  let told = 0;
  const timer = setInterval(() => {
    const { requests } = load;
    const fresh = requests.slice(told);
    told = requests.length;
    const { p95, failed } = countSecond(0, fresh);
    page.second({
      ...{ at: Date.now() - 1_000, requests: fresh.length, errors: failed },
      ...(p95 === undefined ? {} : { p95Milliseconds: p95 }),
    });
  }, 1_000);
  return () => clearInterval(timer);
}
