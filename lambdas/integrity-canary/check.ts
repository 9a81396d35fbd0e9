import type postgres from 'postgres';
import { appendLink, brokenLinks, CHAIN_STATEMENTS, checksumAt } from '../data-integrity/chain.ts';
import { judgeReading, judgeRows } from '../data-integrity/judge-rows.ts';
import type { Observation } from '../data-integrity/observation.ts';
import { observe } from '../data-integrity/observe.ts';
import { brokenReferences } from '../data-integrity/references.ts';
import { readTables } from '../data-integrity/tables.ts';
import type { Finding } from '../verification/finding.ts';

const MEND =
  'Find out what changed it, stop that, and decide with the incident lead whether to restore to the moment before';

/** Rows that may go between two runs without anything being wrong: an import that is taken back, a customer who leaves. */
const TOLERANCE = { share: 0.1, rows: 50 };

export interface Checked {
  readonly findings: readonly Finding[];
  readonly observed: Observation;
}

/**
 * Appends a link to the chain in the living database, then checks that the whole chain, the tables and their references
 * are as they must be.
 *
 * @param last what the run before saw; `undefined` for the first one
 */
export async function checkIntegrity(
  sql: postgres.Sql,
  last: Observation | undefined,
  transient: readonly string[],
  now: Date,
): Promise<Checked> {
  for (const statement of CHAIN_STATEMENTS) await sql.unsafe(statement);
  const chain = [await links(sql), ...(await memory(sql, last))];
  await appendLink(sql, now);
  const tables = await readTables(sql, 'count');
  const findings = [
    ...chain,
    ...judgeReading(tables, MEND),
    ...(last ? judgeRows(tables, last, { ...TOLERANCE, transient }, MEND) : []),
    await references(sql),
  ];
  return { findings, observed: await observe(sql, tables, now) };
}

async function links(sql: postgres.Sql): Promise<Finding> {
  const broken = await brokenLinks(sql);
  return broken === undefined
    ? { check: 'chain', verdict: 'good', sentence: 'Every link of the chain follows from the one before.' }
    : { check: 'chain', verdict: 'bad', sentence: `The chain is damaged: ${broken}. ${MEND}.` };
}

/** The chain must still hold the link that the run before saw: a database that was set back has lost it. */
async function memory(sql: postgres.Sql, last: Observation | undefined): Promise<Finding[]> {
  if (last === undefined || last.chain === null) return [];
  const { number, checksum, writtenAt } = last.chain;
  const check = 'memory';
  return [
    (await checksumAt(sql, number)) === checksum
      ? { check, verdict: 'good', sentence: `Link ${number} of ${writtenAt} is still there.` }
      : {
          check,
          verdict: 'bad',
          sentence: `Link ${number} of ${writtenAt} is gone or another one: the database was set back to an earlier state. ${MEND}.`,
        },
  ];
}

async function references(sql: postgres.Sql): Promise<Finding> {
  const { checked, faults } = await brokenReferences(sql);
  const check = 'references';
  return faults.length === 0
    ? { check, verdict: 'good', sentence: `All ${checked} foreign keys hold.` }
    : { check, verdict: 'bad', sentence: `${faults.map(({ sentence }) => sentence).join('; ')}. ${MEND}.` };
}
