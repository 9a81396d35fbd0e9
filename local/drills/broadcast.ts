import { countSecond } from '../../lib/drills/per-second.ts';
import type { TimelineMark } from '../../lib/drills/record.ts';
import type { DrillProgress } from '../live-page/drill-progress.ts';
import type { SteadyLoad } from './load/steady-load.ts';

/**
 * Tells the live page each second of a load, and what the platform has noticed by then.
 * @param noticed the marks so far
 * @returns ends it
 */
export function broadcast(
  load: SteadyLoad,
  page: DrillProgress,
  noticed: () => readonly TimelineMark[],
): () => void {
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
    showMarks(page, noticed(), load.begunAt);
  }, 1_000);
  return () => clearInterval(timer);
}

/**
 * Shows the marks of a record that the live page has a line for. A mark that is there already stays one.
 * @param begunAt when the load began, in milliseconds since 1970
 */
export function showMarks(page: DrillProgress, marks: readonly TimelineMark[], begunAt: number): void {
  for (const { at, kind, label } of marks) {
    const shown = kind === 'detected' ? 'detection' : kind === 'recovered' ? 'recovery' : undefined;
    if (shown !== undefined) page.mark({ at: Math.round(begunAt + at * 1_000), kind: shown, label });
  }
}
