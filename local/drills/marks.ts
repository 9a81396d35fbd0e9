import type { TimelineMark } from '../../lib/drills/record.ts';
import type { PlatformEvent } from '../processes/events.ts';

/** How the platform says that it has noticed something. */
const detected = new Set(['lost', 'replaced', 'ended']);

/** How it says that it has done something about it. */
const acted = new Set(['promoted', 'restored', 'restarted', 'started']);

/** The first time that the platform noticed something after a moment, and the first time that it acted after that. */
export function marksOf(
  events: readonly PlatformEvent[],
  { begunAt, disruptedAt }: { readonly begunAt: number; readonly disruptedAt: number },
): TimelineMark[] {
  const after = events.filter(({ at }) => Date.parse(at) >= disruptedAt);
  const noticed = after.findIndex(
    ({ kind, detail }) => detected.has(kind) || (kind === 'deployment' && / fails: /.test(detail)),
  );
  const action = after.find(({ kind }, index) => index > noticed && acted.has(kind));
  const mark = (kind: TimelineMark['kind'], event: PlatformEvent | undefined): TimelineMark[] =>
    event === undefined
      ? []
      : [
          {
            ...{ at: Math.max(0, (Date.parse(event.at) - begunAt) / 1_000), kind },
            label: `${event.part} ${event.kind}${event.detail && `: ${event.detail}`}`,
          },
        ];
  return noticed < 0 ? [] : [...mark('detected', after[noticed]), ...mark('acted', action)];
}
