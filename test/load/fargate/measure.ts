import { breakdown, brokenSeconds } from '../breaking-point.ts';
import { within } from '../latencies.ts';
import { type Profile, totalSeconds } from '../profiles.ts';
import { type Sample, SampleReader } from '../samples.ts';
import { streamK6 } from './k6-stream.ts';
import type { Outcome } from './result.ts';
import type { Tally } from './tally.ts';

export interface MeasureOptions {
  readonly profile: Profile;
  /** Path of k6. */
  readonly program: string;
  readonly usersFile: string;
  /** Told of everything. */
  readonly tally: Tally;
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at whether the product has broken down. */
const lookMilliseconds = 1_000;

/** Lets the users loose until the profile is over, the product has broken down or the task is stopped. @throws when k6 fails */
export async function measure({
  profile,
  program,
  usersFile,
  tally,
  signal,
}: MeasureOptions): Promise<Outcome> {
  const reader = new SampleReader();
  const broken = new AbortController();
  let recent: Sample[] = [];
  let from: number | undefined;
  const lookForBreakdown = () => {
    const now = Date.now();
    recent = within(recent, { from: now - brokenSeconds * 1_000, to: Number.POSITIVE_INFINITY });
    const why = from !== undefined && now >= from + brokenSeconds * 1_000 ? breakdown(recent) : undefined;
    if (why !== undefined) {
      broken.abort(why);
    }
  };
  const looking = profile.untilBroken ? setInterval(lookForBreakdown, lookMilliseconds) : undefined;
  try {
    await streamK6({
      program,
      usersFile,
      signal: AbortSignal.any([signal, broken.signal]),
      onSamples: (piece) => {
        reader.take(piece);
        const [samples, users] = [reader.samples.splice(0), reader.userCounts.splice(0)];
        tally.add(samples, users);
        from ??= users[0] && users[0].at + totalSeconds(profile.warmUp) * 1_000;
        if (profile.untilBroken) {
          recent.push(...samples);
        }
      },
    });
  } finally {
    clearInterval(looking);
  }
  if (signal.aborted) {
    return { kind: 'stopped' };
  }
  return broken.signal.aborted
    ? { kind: 'broke down', why: String(broken.signal.reason) }
    : { kind: 'completed' };
}
