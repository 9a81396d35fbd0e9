import type { PartStatus } from '../processes/part.ts';

/**
 * The address of a store that its users know, as a DNS name is on AWS: a TCP port of the load balancer. The store's controller points it
 * at the server that is the primary.
 */
export interface StableAddress {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Sends new connections to a server's port, and ends those to the server before. */
  point(port: number): Promise<void>;
  /** Ends all connections and takes no new ones, until it is pointed somewhere again. */
  cut(): Promise<void>;
}

/** A primary and its second server, with a controller that promotes the second when the first is lost. */
export interface StorePair {
  /** Resolves when the primary serves and the stable address leads to it. Recovers what a crash left. */
  start(): Promise<void>;
  /** Resolves when nothing of it runs any more. Safe in any state. */
  stop(): Promise<void>;
  /** One entry per server. */
  status(): readonly PartStatus[];
  /** Starts one of its servers again, by its name. */
  restart(name: string): Promise<void>;
}

/** How the app signs in to PostgreSQL. */
export interface DatabaseAccess {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}
