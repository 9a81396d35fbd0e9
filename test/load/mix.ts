// Read by Node.js and by k6, which knows neither Node.js nor packages: imports nothing.

/** What one user does between two pauses. */
export type Action =
  | 'dashboard'
  | 'search'
  | 'list proposals'
  | 'read proposal'
  | 'list customers'
  | 'read customer'
  | 'read article'
  | 'open page'
  | 'change proposal'
  | 'create proposal'
  | 'sign in';

/** Percent of all actions. The dashboard, writes (5) and signing in are given; the rest goes to what salespeople spend their day with. */
export const mix: readonly (readonly [action: Action, percent: number])[] = [
  ['dashboard', 10],
  ['search', 20],
  ['list proposals', 14],
  ['read proposal', 15],
  ['list customers', 9],
  ['read customer', 11],
  ['read article', 6],
  ['open page', 8],
  ['change proposal', 3],
  ['create proposal', 2],
  ['sign in', 2],
];

/** @param chance from 0 up to but not 1 */
export function actionAt(chance: number): Action {
  let rest = chance * 100;
  for (const [action, percent] of mix) {
    rest -= percent;
    if (rest < 0) {
      return action;
    }
  }
  throw new RangeError(`${chance} is no chance below 1.`);
}

/** Skew of what people look at: requests for web pages were found to fall with rank to the power of 0.64 to 0.83 (Breslau et al., 1999). */
const popularitySkew = 0.8;

/**
 * The rank of what is looked at, from 0: some things interest many, most interest few (Zipf's law, by its continuous form).
 * @param count how many there are
 * @param chance from 0 up to but not 1
 */
export function popularRank(count: number, chance: number): number {
  const power = 1 - popularitySkew;
  const rank = (((count + 1) ** power - 1) * chance + 1) ** (1 / power) - 1;
  return Math.min(Math.floor(rank), count - 1);
}

/**
 * Seconds until the next action: exponentially distributed, at most ten times the mean.
 * @param chance from 0 up to but not 1
 */
export function pauseSeconds(mean: number, chance: number): number {
  return Math.min(-mean * Math.log(1 - chance), 10 * mean);
}

/** An address for each user, as the edge tells the load balancer: limits count by it. */
export function clientAddressOf(user: number): string {
  return `10.${(user >> 16) & 255}.${(user >> 8) & 255}.${user & 255}`;
}
