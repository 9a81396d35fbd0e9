// Read by Node.js and by k6, which knows neither Node.js nor packages: imports types only.
import type { Stage } from './profiles.ts';

/** Where the rows of one team begin in a list of all teams, and how many there are. */
export type Range = readonly [start: number, count: number];

/** Somebody who is signed in already. */
export interface LoadUser {
  readonly email: string;
  /** Value of the session cookie. */
  readonly cookie: string;
  /** Place in {@link UsersFile.teams}. */
  readonly team: number;
}

/** What the users of a run work with: a file that is written before the clock starts. Lists are flat, because k6 copies what it reads. */
export interface UsersFile {
  /** Of the load balancer. */
  readonly address: string;
  /** Under which the app believes to be known to browsers. */
  readonly origin: string;
  readonly cookieName: string;
  /** Sent with every request: what the edge adds where the users go past it. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly password: string;
  readonly thinkSeconds: number;
  readonly stages: readonly Stage[];
  readonly users: readonly LoadUser[];
  readonly teams: readonly { readonly proposals: Range; readonly customers: Range }[];
  /** Ids, by team; the last changed first. */
  readonly proposals: readonly string[];
  readonly customers: readonly string[];
  readonly articles: readonly string[];
  /** What is typed into the search field. */
  readonly terms: readonly string[];
}
