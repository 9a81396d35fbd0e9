/** How fast a sick task is noticed and how a healthy one leaves, in seconds unless said otherwise. */
export interface LifecycleInput {
  /** Between two checks of a target by the load balancer. */
  readonly healthCheckInterval: number;
  /** After which one check has failed; a hung task is noticed by it. */
  readonly healthCheckTimeout: number;
  /** Failed checks in a row until the load balancer sends no more requests. */
  readonly unhealthyThreshold: number;
  /** The longest that a running request may take to finish: a draft that is streamed. */
  readonly longestRequest: number;
  /** In which the app closes its connections once it has drained. */
  readonly closing: number;
  /** After which the load balancer drops an idle connection to a task. */
  readonly idleTimeout: number;
}

/** Timings that fit together: nobody is cut off and nobody waits longer than needed. Seconds. */
export interface Lifecycle extends LifecycleInput {
  /** The app goes on answering for as long after it was told to stop. */
  readonly drain: number;
  /** The load balancer lets running requests finish for as long after it took a task out. */
  readonly deregistrationDelay: number;
  /** After which ECS kills the container. */
  readonly stopTimeout: number;
  /** The app keeps an idle connection for as long. */
  readonly keepAlive: number;
}

/** Spare time between one step and the next, seconds. */
const MARGIN = 5;

/** Fargate kills a container after at most two minutes. */
const LONGEST_STOP = 120;

/**
 * A liveness check every 10 s with three failures proved stable where a check every half second, of a route that looked
 * at the database, took all tasks out at once.
 */
export const DEFAULT_LIFECYCLE_INPUT: LifecycleInput = {
  healthCheckInterval: 10,
  healthCheckTimeout: 5,
  unhealthyThreshold: 3,
  longestRequest: 45,
  closing: 15,
  idleTimeout: 60,
};

/**
 * Derives the timings of a task's end from how it is checked.
 *
 * @throws Error with the numbers and the mend when no consistent timings exist
 */
export function lifecycle(input: LifecycleInput = DEFAULT_LIFECYCLE_INPUT): Lifecycle {
  if (input.healthCheckTimeout >= input.healthCheckInterval) {
    throw new Error(
      `A health check may take ${input.healthCheckTimeout} s and the next begins after ${input.healthCheckInterval} s; set healthCheckTimeout below healthCheckInterval.`,
    );
  }
  const noticed = input.healthCheckInterval * input.unhealthyThreshold;
  const drain = noticed + MARGIN;
  const stopTimeout = drain + input.closing + MARGIN;
  if (stopTimeout > LONGEST_STOP) {
    throw new Error(
      `A task needs ${stopTimeout} s to stop (${noticed} s until the load balancer looks away, ${input.closing} s to close, ${2 * MARGIN} s of margin) and Fargate allows ${LONGEST_STOP} s; lower healthCheckInterval or unhealthyThreshold.`,
    );
  }
  const deregistrationDelay = input.longestRequest + MARGIN;
  if (deregistrationDelay > stopTimeout - MARGIN) {
    throw new Error(
      `Requests may run for ${input.longestRequest} s, so the load balancer waits ${deregistrationDelay} s, but the container is killed after ${stopTimeout} s; set longestRequest to at most ${stopTimeout - 2 * MARGIN}.`,
    );
  }
  // The side that opens connections must also be the one that drops them, or it sends a request into a closing one.
  return { ...input, drain, deregistrationDelay, stopTimeout, keepAlive: input.idleTimeout + MARGIN };
}
