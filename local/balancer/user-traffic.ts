import { answersOf, type StatRow, statRows } from './stat-rows.ts';

/** What the load balancer has counted of its users since it started. */
export interface UserTraffic {
  /** Requests that got an answer, from a replica or from the load balancer itself. */
  readonly answers: number;
  /** Those of them with a status of 500 or more. */
  readonly errors: number;
  /** Answers of each replica, by the port that it listens on. */
  readonly replicas: ReadonlyMap<number, number>;
}

/**
 * Reads the answer to `show stat` into the users' traffic.
 * @throws when the statistics lack the users' frontend
 */
export function userTraffic(csv: string): UserTraffic {
  const rows = statRows(csv);
  const users = rows.find((row) => row('pxname') === 'users' && row('svname') === 'FRONTEND');
  if (users === undefined) {
    throw new Error('HAProxy tells nothing of the frontend "users".');
  }
  return {
    answers: answersOf(users),
    errors: answersOf(users, [5]),
    replicas: new Map(rows.filter(isReplica).map((row) => [portOf(row), answersOf(row)])),
  };
}

function isReplica(row: StatRow): boolean {
  return row('pxname') === 'replicas' && /^slot\d+$/.test(row('svname')) && row('status') !== 'MAINT';
}

function portOf(row: StatRow): number {
  return Number(row('addr').split(':').at(-1));
}
