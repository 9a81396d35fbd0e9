/** Who makes a call: this command, ARC Region switch by its own role, a function of the platform, or a person. */
export type Caller = 'holdfast' | 'engine' | 'function' | 'person';

/** One call of the AWS API. */
export interface Call {
  readonly by: Caller;
  /** As IAM names it, e.g. `rds:PromoteReadReplica`. */
  readonly operation: string;
  readonly region: string;
  /** What the call is about: names and values that are known beforehand. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether it changes anything. */
  readonly changes: boolean;
}

/** A call that only looks. */
export function looks(
  by: Caller,
  operation: string,
  region: string,
  input: Readonly<Record<string, unknown>> = {},
): Call {
  return { by, operation, region, input, changes: false };
}

/** A call that changes something. */
export function changes(
  by: Caller,
  operation: string,
  region: string,
  input: Readonly<Record<string, unknown>>,
): Call {
  return { by, operation, region, input, changes: true };
}
