import type postgres from 'postgres';
import { serverFault } from '../data-integrity/fault.ts';
import { judgeReading, judgeRows } from '../data-integrity/judge-rows.ts';
import { newestChange } from '../data-integrity/newest-change.ts';
import { brokenReferences } from '../data-integrity/references.ts';
import { schemaVersion } from '../data-integrity/schema-version.ts';
import { readTables } from '../data-integrity/tables.ts';
import type { Finding } from '../verification/finding.ts';
import { compareChain } from './compare-chain.ts';
import { type Expected, nothingKnown, RESTORE_AGAIN } from './expected.ts';

/** Rows that may be fewer than were counted some minutes before the backup. */
const TOLERANCE = { share: 0.01, rows: 10 };

export interface Compared {
  readonly findings: readonly Finding[];
  readonly newestChange: Date | undefined;
}

/** Looks through a restored database: all of it is read, and all that is known of the living one is asked of it. */
export async function compareRestored(sql: postgres.Sql, expected: Expected): Promise<Compared> {
  const { known, transient } = expected;
  const tables = await readTables(sql, 'all');
  const newest = await newestOf(sql, expected);
  return {
    findings: [
      ...judgeReading(tables, RESTORE_AGAIN),
      await version(sql, expected),
      ...(known
        ? judgeRows(tables, known, { ...TOLERANCE, transient }, RESTORE_AGAIN)
        : [nothingKnown('rows')]),
      await references(sql),
      await compareChain(sql, expected),
      newest.finding,
    ],
    newestChange: newest.at,
  };
}

async function version(sql: postgres.Sql, { known }: Expected): Promise<Finding> {
  const check = 'schema-version';
  const found = await schemaVersion(sql);
  if (known === undefined) return nothingKnown(check);
  return found === known.schemaVersion
    ? { check, verdict: 'good', sentence: `Its schema is of version ${found}, as it was.` }
    : {
        check,
        verdict: 'bad',
        sentence: `Its schema is of version ${found}, and was of ${known.schemaVersion} at ${known.observedAt}. ${RESTORE_AGAIN}.`,
      };
}

async function references(sql: postgres.Sql): Promise<Finding> {
  const { checked, faults } = await brokenReferences(sql);
  const check = 'references';
  if (faults.length === 0) return { check, verdict: 'good', sentence: `All ${checked} foreign keys hold.` };
  const sentence = `${faults.map((fault) => fault.sentence).join('; ')}. ${RESTORE_AGAIN}.`;
  return { check, verdict: 'bad', sentence };
}

async function newestOf(
  sql: postgres.Sql,
  { takenAt, quietSeconds }: Expected,
): Promise<{ readonly at: Date | undefined; readonly finding: Finding }> {
  const check = 'newest-change';
  const bad = (at: Date | undefined, what: string) => ({
    at,
    finding: { check, verdict: 'bad', sentence: `${what}. ${RESTORE_AGAIN}.` } as const,
  });
  try {
    const at = await newestChange(sql);
    if (at === undefined) return bad(at, 'Nothing in it says when it was written');
    const taken = takenAt.toISOString();
    const told = `Its newest change is of ${at.toISOString()}`;
    return (takenAt.getTime() - at.getTime()) / 1000 <= quietSeconds
      ? { at, finding: { check, verdict: 'good', sentence: `${told}, its backup of ${taken}.` } }
      : bad(at, `${told}, though its backup is said to be of ${taken}: the data is older than its label`);
  } catch (error) {
    return bad(undefined, `When it was last written to cannot be read: ${serverFault(error)}`);
  }
}
