import { type Finding, overall, type Verdict } from '../verification/finding.ts';
import type { Measurement } from '../verification/metrics.ts';

/** What is kept of one run of a verifier. Times are ISO 8601 in UTC. */
export interface EvidenceRecord {
  readonly format: 1;
  readonly verifier: string;
  readonly environment: string;
  readonly scheduledAt: string;
  readonly checkedAt: string;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  /** What was seen, for a later run to compare with; absent where nothing compares. */
  readonly observed?: unknown;
}

export interface RunOfVerifier {
  readonly verifier: string;
  readonly environment: string;
  readonly scheduledAt: Date;
  readonly checkedAt: Date;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly observed?: unknown;
}

export function evidenceRecord(run: RunOfVerifier): EvidenceRecord {
  const { verifier, environment, findings, measurements } = run;
  return {
    format: 1,
    verifier,
    environment,
    scheduledAt: run.scheduledAt.toISOString(),
    checkedAt: run.checkedAt.toISOString(),
    verdict: overall(findings),
    findings,
    measurements,
    ...(run.observed !== undefined && { observed: run.observed }),
  };
}

/** `records/2026/11/23/backup-copies/2026-11-23T08:00:00.000Z.json`: the same for every attempt at one run. */
export function recordKey({
  verifier,
  scheduledAt,
}: Pick<RunOfVerifier, 'verifier' | 'scheduledAt'>): string {
  return `${dayPrefix(scheduledAt)}${verifier}/${scheduledAt.toISOString()}.json`;
}

/** Where the records of the day are, by UTC. */
export function dayPrefix(day: Date): string {
  return `records/${day.toISOString().slice(0, 10).replaceAll('-', '/')}/`;
}

/** Where the records of the month are, by UTC. */
export function monthPrefix(month: Date): string {
  return `records/${month.toISOString().slice(0, 7).replace('-', '/')}/`;
}
