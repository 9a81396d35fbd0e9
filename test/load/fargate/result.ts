import { totalSeconds } from '../profiles.ts';
import { type Verdict, verdictsOf } from '../targets.ts';
import type { FargateProfile } from './fargate-profile.ts';
import type { Tallied } from './tally.ts';

/** Targets that users can judge from where they are; the others need the replicas and the database, which CloudWatch watches. */
const judgedHere = new Set(['B1', 'S1']);

/** How a run ended, or that it has not. */
export type Outcome =
  | { readonly kind: 'running' }
  /** All of it has passed. */
  | { readonly kind: 'completed' }
  /** A stress run has found its limit. */
  | { readonly kind: 'broke down'; readonly why: string }
  /** Somebody, or Fargate, stopped the task. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly why: string };

/** What lies in the bucket of results. */
export interface FargateResult extends Omit<Tallied, 'from'> {
  readonly profile: FargateProfile['name'];
  readonly address: string;
  /** Of the measured part, ISO 8601; `null` when there was none. */
  readonly measuredFrom: string | null;
  readonly writtenAt: string;
  readonly outcome: Outcome;
  readonly thinkSeconds: number;
  readonly warmUpSeconds: number;
  /** Planned length of the measured part. */
  readonly measuredSeconds: number;
  /** Requests a second over the measured part so far. */
  readonly perSecond: number;
  /** By the targets of the profile; none for a stress run, which is judged by nothing. */
  readonly verdicts: readonly Verdict[];
}

export function resultOf(
  { name, profile }: FargateProfile,
  address: string,
  { from, ...tallied }: Tallied,
  outcome: Outcome,
  now: Date,
): FargateResult {
  const measuredSeconds = totalSeconds(profile.measured);
  const seconds = from === undefined ? 0 : Math.min((now.getTime() - from) / 1_000, measuredSeconds);
  const { api, all } = tallied;
  return {
    profile: name,
    address,
    measuredFrom: from === undefined ? null : new Date(from).toISOString(),
    writtenAt: now.toISOString(),
    outcome,
    thinkSeconds: profile.thinkSeconds,
    warmUpSeconds: totalSeconds(profile.warmUp),
    measuredSeconds,
    perSecond: seconds > 0 ? Math.round((all.count / seconds) * 10) / 10 : 0,
    verdicts: verdictsOf(profile.name, {
      apiTime: api.latencies?.p95,
      errors: all.count === 0 ? undefined : (all.failures / all.count) * 100,
      cacheHits: undefined,
      slowestStatement: undefined,
    }).filter(({ id }) => judgedHere.has(id)),
    ...tallied,
  };
}

/** 0: ended as it should, every target held. 1: a target is missed. 2: not all of it was measured. */
export function exitCodeOf({ outcome, verdicts }: Pick<FargateResult, 'outcome' | 'verdicts'>): number {
  if (outcome.kind !== 'completed' && outcome.kind !== 'broke down') {
    return 2;
  }
  return verdicts.every(({ held }) => held) ? 0 : 1;
}
