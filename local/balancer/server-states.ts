import { answersOf, statRows } from './stat-rows.ts';

/** What HAProxy knows of one server. */
export interface ServerState {
  /** Such as `UP`, `DOWN`, `MAINT`, `DRAIN`, or `UP 1/3` on its way down. */
  readonly status: string;
  /** Requests or connections under way. */
  readonly current: number;
  /** Answers so far, and those of them with a status of 500 or more. */
  readonly answers: number;
  readonly errors: number;
}

/** Reads the answer to `show stat` into states by `backend/server`. */
export function serverStates(csv: string): ReadonlyMap<string, ServerState> {
  return new Map(
    statRows(csv).map((row) => [
      `${row('pxname')}/${row('svname')}`,
      {
        status: row('status'),
        current: Number(row('scur')),
        answers: answersOf(row),
        errors: answersOf(row, [5]),
      },
    ]),
  );
}
