import type { Finding } from '../verification/finding.ts';
import type { Observation } from './observation.ts';
import type { TableRead } from './tables.ts';

/** How many rows a table may have lost since it was observed, as people delete some: the larger of both. */
export interface RowTolerance {
  readonly share: number;
  readonly rows: number;
  /** Tables whose rows come and go, such as sessions. */
  readonly transient: readonly string[];
}

/** Judges that every table is there, and holds what it held. */
export function judgeRows(
  tables: readonly TableRead[],
  known: Observation,
  tolerance: RowTolerance,
  mend: string,
): Finding[] {
  const check = 'rows';
  const found = new Map(tables.map((table) => [table.name, table]));
  const faulty = Object.entries(known.rows).flatMap(([name, before]): Finding[] => {
    const bad = (what: string): Finding[] => [
      { check: `${check}/${name}`, verdict: 'bad', sentence: `${what}. ${mend}.` },
    ];
    const table = found.get(name);
    if (table === undefined)
      return bad(`The table ${name} is missing; it had ${before} rows at ${known.observedAt}`);
    if (table.rows === undefined || tolerance.transient.includes(name)) return [];
    const least = before - Math.max(Math.floor(before * tolerance.share), tolerance.rows);
    return table.rows >= least && (table.rows > 0 || before === 0)
      ? []
      : bad(`The table ${name} has ${table.rows} rows, and had ${before} at ${known.observedAt}`);
  });
  if (faulty.length > 0) return faulty;
  const sentence = `All ${Object.keys(known.rows).length} tables have the rows that they had at ${known.observedAt}, within ${tolerance.share * 100} %.`;
  return [{ check, verdict: 'good', sentence }];
}

/** Judges that every table could be read. */
export function judgeReading(tables: readonly TableRead[], mend: string): Finding[] {
  const check = 'readable';
  if (tables.length === 0) return [{ check, verdict: 'bad', sentence: `There is no table in it. ${mend}.` }];
  const unread = tables.filter(({ fault }) => fault !== undefined);
  if (unread.length === 0)
    return [{ check, verdict: 'good', sentence: `All ${tables.length} tables can be read.` }];
  return unread.map(({ name, fault }) => ({
    check: `${check}/${name}`,
    verdict: 'bad',
    sentence: `The table ${name} cannot be read: ${fault}. ${mend}.`,
  }));
}
