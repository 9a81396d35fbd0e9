/** How a part of the local platform is doing. */
export type PartState = 'starting' | 'running' | 'unhealthy' | 'stopped' | 'failed';

/** What `status` shows of one part. */
export interface PartStatus {
  /** Such as `app-1` or `postgres-a`. */
  readonly name: string;
  /** What it does at the moment, such as `replica`, `primary` or `standby`. */
  readonly role: string;
  readonly state: PartState;
  readonly pid?: number;
  readonly port?: number;
  /** When it came into this state, in ISO 8601. */
  readonly since: string;
  /** How often it was started again after a crash or a failed health check. */
  readonly restarts: number;
  /** One more fact for a person, such as the release or why it is unhealthy. */
  readonly detail?: string;
}

/** Something that the supervisor starts and stops, made of one process or a few. */
export interface Part {
  readonly name: string;
  /** Resolves when it serves. @throws {@link PartFailure} when it cannot be brought up */
  start(): Promise<void>;
  /** Resolves when nothing of it runs any more. Safe in any state. */
  stop(): Promise<void>;
  status(): PartStatus;
}

/** A part that could not be brought up, told in one sentence with the place to look at. */
export class PartFailure extends Error {
  override readonly name = 'PartFailure';
}
