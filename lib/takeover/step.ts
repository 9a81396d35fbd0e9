/** Function of this platform for what the engine has no block for; the end of its name. */
export type TakeoverAction = 'fence' | 'restore' | 'open' | 'verify';

/** What a step does. Each kind is one kind of block of ARC Region switch. */
export type TakeoverBlock =
  /** Waits for a person who may decide. */
  | { readonly kind: 'approval' }
  /** Calls a function of the region that takes over, again every so many minutes until it succeeds. */
  | { readonly kind: 'action'; readonly action: TakeoverAction; readonly retryMinutes: number }
  /** Makes the replica of the region that takes over an instance of its own. */
  | { readonly kind: 'promote'; readonly instances: ByRegion }
  /** Renames the old instance, which stays, and makes a replica of the new one in its place. */
  | { readonly kind: 'replicate'; readonly instances: ByRegion }
  /** Raises the service's minimum and desired tasks to what the other region ran, and waits until they are healthy. */
  | {
      readonly kind: 'scale';
      readonly services: readonly ScaledService[];
      readonly ungracefulPercent: number;
    }
  /** Flips the health checks that the records of the origin name ask. */
  | {
      readonly kind: 'traffic';
      readonly hostedZoneId: string;
      readonly recordName: string;
      readonly records: ByRegion;
    };

/** Region to an ARN or a name there. */
export type ByRegion = Readonly<Record<string, string>>;

export interface ScaledService {
  readonly clusterArn: string;
  readonly serviceArn: string;
}

/** One step of a workflow, as the engine shows it to whoever runs a takeover. */
export interface TakeoverStep {
  readonly name: string;
  /** What happens and, for an approval, what must be true before it is given. */
  readonly description: string;
  /** After so many minutes the step has failed. */
  readonly timeoutMinutes: number;
  readonly block: TakeoverBlock;
}

/** What a workflow is run for: moving the service, or preparing to move it back. */
export type WorkflowPurpose = 'activate' | 'postRecovery';

/** Steps in order, for one region. */
export interface TakeoverWorkflow {
  readonly purpose: WorkflowPurpose;
  /** Region that takes over, or that is made ready to. */
  readonly region: string;
  readonly description: string;
  readonly steps: readonly TakeoverStep[];
}
