import { createHash } from 'node:crypto';
import type postgres from 'postgres';
import { CANARY_SCHEMA, type Link } from './observation.ts';

const TABLE = `${CANARY_SCHEMA}.chain`;

/** The first link follows this. */
const BEGINNING = '0'.repeat(64);

/** SQL that makes the chain's table, however often it runs. */
export const CHAIN_STATEMENTS: readonly string[] = [
  `create schema if not exists ${CANARY_SCHEMA}`,
  `create table if not exists ${TABLE} (
     number bigint primary key,
     written_at timestamptz not null,
     previous text not null,
     checksum text not null unique
   )`,
];

/** Links that are wrong, in words; more than these are only counted. */
const NAMED = 3;

/** Appends a link, computed here, so that the server cannot agree with itself on a wrong one. */
export async function appendLink(sql: postgres.Sql, now: Date): Promise<Link> {
  return sql.begin(async (transaction) => {
    await transaction.unsafe(`lock table ${TABLE} in exclusive mode`);
    const last = await lastLink(transaction);
    const number = (last?.number ?? 0) + 1;
    const previous = last?.checksum ?? BEGINNING;
    const checksum = checksumOf(number, now, previous);
    await transaction.unsafe(
      `insert into ${TABLE} (number, written_at, previous, checksum) values ($1, $2, $3, $4)`,
      [number, now, previous, checksum],
    );
    return { number, writtenAt: now.toISOString(), checksum };
  });
}

export async function lastLink(sql: postgres.Sql | postgres.TransactionSql): Promise<Link | undefined> {
  const [row] = await sql.unsafe<{ number: string; written_at: Date; checksum: string }[]>(
    `select number, written_at, checksum from ${TABLE} order by number desc limit 1`,
  );
  return (
    row && { number: Number(row.number), writtenAt: row.written_at.toISOString(), checksum: row.checksum }
  );
}

/** The checksum that the link of a number has; `undefined` when the chain does not reach it. */
export async function checksumAt(sql: postgres.Sql, number: number): Promise<string | undefined> {
  const [row] = await sql.unsafe<{ checksum: string }[]>(`select checksum from ${TABLE} where number = $1`, [
    number,
  ]);
  return row?.checksum;
}

/** Whether every link follows from the one before it, computed by the server over the whole chain. */
export async function brokenLinks(sql: postgres.Sql): Promise<string | undefined> {
  const rows = await sql.unsafe<{ number: string; total: string }[]>(
    `select number, count(*) over () as total from (
       select number, written_at, previous, checksum,
         lag(checksum, 1, '${BEGINNING}') over (order by number) as before,
         lag(number, 1, 0::bigint) over (order by number) as number_before
       from ${TABLE}
     ) links
     where number <> number_before + 1 or previous <> before or checksum <> encode(sha256(convert_to(
       number || '|' || round(extract(epoch from written_at) * 1000)::bigint || '|' || previous, 'UTF8')), 'hex')
     order by number limit ${NAMED}`,
  );
  const [first] = rows;
  if (first === undefined) return undefined;
  return `${first.total} of its links do not follow from the one before, among them ${rows.map(({ number }) => number).join(', ')}`;
}

function checksumOf(number: number, writtenAt: Date, previous: string): string {
  return createHash('sha256').update(`${number}|${writtenAt.getTime()}|${previous}`).digest('hex');
}
