/** Namespace of everything that the verifiers publish; their role may write to no other. */
export const VERIFIER_NAMESPACE = 'Holdfast/Verification';

/** Metrics of a verifier as a whole, by environment and verifier. */
export const RUN_METRICS = {
  /** One for each run that came to its end: without it the verifier is silent. */
  runs: 'Runs',
  /** Findings that are bad or unknown. */
  problems: 'Problems',
} as const;

/** Metric that tells how much would be lost if a way of recovery were taken now, by source and region. */
export const ACHIEVED_RPO = 'AchievedRpoSeconds';

/** Source of {@link ACHIEVED_RPO} that is the replicated or own transaction log. */
export const POINT_IN_TIME = 'point-in-time';

/** Metric that tells how long a restore test took until the database answered. */
export const MEASURED_RTO = 'MeasuredRtoSeconds';

/** Source of a measurement that is a restore test. */
export const RESTORE_TEST = 'restore-test';
