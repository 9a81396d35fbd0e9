/** The settings of the platform on one machine that decide how fast it recovers. Times are in seconds. */
export interface LocalSettings {
  readonly database: {
    /** Until a server that hangs is given up, at the longest. */
    readonly detection: number;
    /** Between two probes that write, which find a server that only reads. */
    readonly writeProbe: number;
    /** Until a server that starts must answer. */
    readonly startLimit: number;
    /** That a start waits for the standby to follow. */
    readonly standbyPatience: number;
    /** Within which a commit reaches the archive of both regions. */
    readonly archive: number;
    /** That the app waits for a connection before it tries again. */
    readonly connect: number;
    /** Size of all data in GiB. */
    readonly gibibytes: number;
  };
  readonly cache: {
    /** Until a server that hangs is given up, at the longest. */
    readonly detection: number;
    /** That a promotion may take. */
    readonly promotionLimit: number;
    readonly startLimit: number;
    /** That the app waits for a connection before it tries again. */
    readonly connect: number;
  };
  readonly replicas: {
    readonly count: number;
    /** Between two health checks, until one without an answer has failed, and how many in a row must fail. */
    readonly check: { readonly every: number; readonly limit: number; readonly failures: number };
    /** Before a replica that ended is started again. */
    readonly pause: number;
    readonly startLimit: number;
    /** That one may take to be drained and to end. */
    readonly retireLimit: number;
    /** For which a new release is watched under its users. */
    readonly watch: number;
  };
  readonly balancer: {
    readonly check: { readonly every: number; readonly limit: number; readonly failures: number };
    /** Between two checks of a replica that has failed one, or is down. */
    readonly fastCheck: number;
    readonly startLimit: number;
  };
  /** That the runner of drills lets damage stand before the runbook is begun. */
  readonly noticedAfter: number;
}
