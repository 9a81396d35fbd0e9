import type { Finding, Verdict } from '../verification/finding.ts';
import { dayOf, type Fault, gaps } from './gaps.ts';
import type { IndexEntry } from './index-entry.ts';
import type { IndexSettings } from './settings.ts';
import { isSealed, sealFault } from './signature.ts';

/** A file of the month as it was read; `undefined` when it is no JSON. */
export interface ReadFile {
  readonly key: string;
  readonly file: unknown;
}

/** What happened in a month, with the hash of every record, so that a record that goes missing later is missed. */
export interface MonthIndex {
  readonly format: 1;
  readonly environment: string;
  /** `2026-11`. */
  readonly month: string;
  /** The last day that is part of it, `2026-11-22`. */
  readonly through: string;
  readonly records: readonly IndexEntry[];
  readonly verdicts: Readonly<Record<string, Readonly<Record<Verdict, number>>>>;
  /** Records that are not genuine, and days with too few. */
  readonly faults: readonly string[];
}

/** `index/2026/11.json`. */
export function indexKey(day: Date): string {
  return `index/${day.toISOString().slice(0, 7).replace('-', '/')}.json`;
}

/**
 * Makes the index of the month that `through` is in.
 *
 * @param files all records of that month; those of later days are left for the next index
 * @param publicKey the key that every record must have been signed with
 */
export function monthIndex(
  settings: IndexSettings,
  files: readonly ReadFile[],
  through: Date,
  publicKey: string,
): { readonly index: MonthIndex; readonly findings: readonly Finding[] } {
  const last = dayOf(through);
  const faults: Fault[] = [];
  const records: IndexEntry[] = [];
  for (const { key, file } of [...files].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const entry = entryOf(key, file);
    const fault = sealFault(file, publicKey) ?? entryFault(key, entry);
    if (fault !== undefined) faults.push({ check: `record/${key}`, sentence: `${key}: ${fault}` });
    else if (entry && entry.scheduledAt.slice(0, 10) <= last) records.push(entry);
  }
  faults.push(...gaps(settings, records, last));
  const index: MonthIndex = {
    format: 1,
    environment: settings.environment,
    month: last.slice(0, 7),
    through: last,
    records,
    verdicts: verdictsOf(records),
    faults: faults.map(({ sentence }) => sentence),
  };
  return { index, findings: findingsOf(faults, records.length, index.month) };
}

function findingsOf(faults: readonly Fault[], count: number, month: string): Finding[] {
  if (faults.length > 0) return faults.map((fault) => ({ ...fault, verdict: 'bad' }));
  const sentence = `All ${count} records of ${month} are genuine, and no day has too few.`;
  return [{ check: `index/${month}`, verdict: 'good', sentence }];
}

function entryOf(key: string, file: unknown): IndexEntry | undefined {
  if (!isSealed(file) || typeof file.content !== 'object' || file.content === null) return undefined;
  const { verifier, scheduledAt, verdict } = file.content as Record<string, unknown>;
  if (typeof verifier !== 'string' || typeof scheduledAt !== 'string') return undefined;
  if (verdict !== 'good' && verdict !== 'bad' && verdict !== 'unknown') return undefined;
  return { key, sha256: file.sha256, verifier, scheduledAt, verdict };
}

function entryFault(key: string, entry: IndexEntry | undefined): string | undefined {
  if (entry === undefined) return 'It is not the record of a run.';
  return key.endsWith(`/${entry.verifier}/${entry.scheduledAt}.json`)
    ? undefined
    : 'It is the record of another run than its name says.';
}

function verdictsOf(records: readonly IndexEntry[]): MonthIndex['verdicts'] {
  const verdicts: Record<string, Record<Verdict, number>> = {};
  for (const { verifier, verdict } of records) {
    const counts = verdicts[verifier] ?? { good: 0, bad: 0, unknown: 0 };
    counts[verdict] += 1;
    verdicts[verifier] = counts;
  }
  return verdicts;
}
