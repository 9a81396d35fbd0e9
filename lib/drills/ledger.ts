import type { LedgerResult } from './record.ts';

/** A write that a user was told is saved. */
export interface AcknowledgedWrite {
  /** Its number in the ledger. */
  readonly number: number;
  /** Who wrote it. A writer begins a write only when the one before was acknowledged. */
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly acknowledgedAt: number;
}

/** What the database has of a write. */
export interface StoredWrite {
  readonly number: number;
  /** By the database's clock, in microseconds since 1970. */
  readonly createdAt: number;
}

/** The ledger of the users, and what was found after the recovery. */
export interface LedgerFindings {
  readonly acknowledged: readonly AcknowledgedWrite[];
  /** Numbers of writes whose fate no user was told. */
  readonly uncertain: readonly number[];
  /** All rows of the database that carry a number, also those whose write was not acknowledged. Absent when nobody could look. */
  readonly stored?: readonly StoredWrite[];
  /** Acknowledged writes that their users do not get to see as they wrote them, with what they see. */
  readonly unseen: ReadonlyMap<number, string>;
  /** When the disruption began, in milliseconds since 1970. */
  readonly disruptedAt: number;
}

/**
 * Judges what users were told against what is there. A write is lost when it was acknowledged and the database or its user does not have
 * it; duplicated when the database has it more than once; out of order when the database says that it was made before one that its writer
 * knew to be saved already.
 */
export function judgeLedger(findings: LedgerFindings): LedgerResult {
  const { acknowledged, uncertain, stored, unseen, disruptedAt } = findings;
  const counted = { acknowledged: acknowledged.length, uncertain: uncertain.length };
  if (stored === undefined) {
    return { ...counted, readBack: 0, lost: [], duplicated: [], outOfOrder: [], rpoSeconds: 0 };
  }
  const rows = Map.groupBy(stored, ({ number }) => number);
  const lost = acknowledged.flatMap((write) => {
    const detail = rows.has(write.number) ? unseen.get(write.number) : 'it is not in the database';
    return detail === undefined ? [] : [entry(write, detail)];
  });
  const oldest = Math.min(...lost.map(({ acknowledgedAt }) => Date.parse(acknowledgedAt)));
  const known = new Map(acknowledged.map((write) => [write.number, write]));
  return {
    ...counted,
    readBack: acknowledged.length - lost.length,
    lost,
    duplicated: [...rows].flatMap(([number, all]) =>
      all.length < 2
        ? []
        : [
            entry(
              known.get(number) ?? { number, acknowledgedAt: disruptedAt },
              `it is there ${all.length} times`,
            ),
          ],
    ),
    outOfOrder: [...Map.groupBy(acknowledged, ({ writer }) => writer).values()].flatMap((writes) =>
      outOfOrder(writes, rows),
    ),
    rpoSeconds: lost.length === 0 ? 0 : Math.max(0, (disruptedAt - oldest) / 1_000),
  };
}

function outOfOrder(
  writes: readonly AcknowledgedWrite[],
  rows: ReadonlyMap<number, readonly StoredWrite[]>,
): LedgerResult['outOfOrder'] {
  let last: { readonly number: number; readonly createdAt: number } | undefined;
  const found: LedgerResult['outOfOrder'] = [];
  for (const write of writes.toSorted((one, other) => one.number - other.number)) {
    const row = rows.get(write.number)?.[0];
    if (row === undefined) continue;
    if (last !== undefined && row.createdAt < last.createdAt) {
      found.push(entry(write, `it was made before number ${last.number} of the same writer`));
    } else {
      last = row;
    }
  }
  return found;
}

function entry(
  { number, acknowledgedAt }: Pick<AcknowledgedWrite, 'number' | 'acknowledgedAt'>,
  detail: string,
): LedgerResult['lost'][number] {
  return { number, acknowledgedAt: new Date(acknowledgedAt).toISOString(), detail };
}
