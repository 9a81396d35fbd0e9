import production from '../../lib/config/environments/production.ts';

/** Share of the users' requests that must be answered without a server error: the objective of the production environment. */
export const objective = production.objectives.availabilityPercent / 100;

/** Requests of users, and those of them that the platform failed. */
export interface Requests {
  readonly requests: number;
  readonly errors: number;
}

/** How much of what may fail has failed. */
export interface ErrorBudget {
  /** Share of requests without a server error; `undefined` before the first request. */
  readonly level: number | undefined;
  /** Requests that may fail so far, which need not be a whole number. */
  readonly allowed: number;
  /** Share of the budget that is left, from 1 down to 0; less than 0 when more has failed than may. */
  readonly left: number;
}

/** The budget for all requests since the start. */
export function errorBudget({ requests, errors }: Requests): ErrorBudget {
  const allowed = requests * (1 - objective);
  return {
    level: requests === 0 ? undefined : 1 - errors / requests,
    allowed,
    left: errors === 0 ? 1 : 1 - errors / allowed,
  };
}

/** How many times faster than it may the budget is used up: 1 uses it up exactly. `undefined` without requests. */
export function burnRate({ requests, errors }: Requests): number | undefined {
  return requests === 0 ? undefined : errors / requests / (1 - objective);
}

/** Adds up. */
export function sum(seconds: readonly Requests[]): Requests {
  return {
    requests: seconds.reduce((total, second) => total + second.requests, 0),
    errors: seconds.reduce((total, second) => total + second.errors, 0),
  };
}
