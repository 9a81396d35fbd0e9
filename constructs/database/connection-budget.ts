import { defaultMaxConnections, instanceMemoryGiB } from '../../lib/config/instance-classes.ts';
import { ConfigError } from '../../lib/config/load.ts';
import type { PlatformConfig } from '../../lib/config/platform-config.ts';

/** While a deployment rolls, old and new tasks stand beside each other: the service's `maximumPercent` of 200. */
const ROLLING_FACTOR = 2;

/** `superuser_reserved_connections` (3), RDS's own two, and ten for migrations, password rotation and on-call. */
const RESERVED_CONNECTIONS = 3 + 2 + 10;

/** Share of `max_connections` that stays free at the largest scale, percent. */
export const HEADROOM_PERCENT = 10;

export interface ConnectionBudget {
  /** Connections that the service may open at its largest, in the middle of a deployment. */
  readonly demand: number;
  readonly reserved: number;
  readonly maxConnections: number;
  /** What `maxConnections` leaves after the headroom. */
  readonly usable: number;
}

/**
 * Criterion B6: proves that the service cannot exhaust the database's connections at its largest scale, in either
 * region, and that the instance can bear as many as the parameter group allows.
 *
 * @throws ConfigError with the path, the numbers and the mend
 */
export function connectionBudget(config: PlatformConfig): ConnectionBudget {
  const { maxConnections, instanceClass } = config.database;
  const bearable = bearableConnections(instanceClass);
  if (maxConnections > bearable) {
    throw new ConfigError(
      `database.maxConnections is ${maxConnections}; ${instanceClass} bears about ${bearable}, so set it to at most ${bearable} or choose a larger database.instanceClass.`,
    );
  }
  const budgets = [
    budget(config, 'service.tasks.max', config.service.tasks.max),
    budget(config, 'service.recoveryTasks.max', config.service.recoveryTasks.max),
  ];
  return budgets.reduce((largest, one) => (one.demand > largest.demand ? one : largest));
}

function budget(config: PlatformConfig, path: string, tasks: number): ConnectionBudget {
  const { maxConnections } = config.database;
  const { poolSize } = config.service;
  const usable = Math.floor((maxConnections * (100 - HEADROOM_PERCENT)) / 100);
  const demand = poolSize * tasks * ROLLING_FACTOR;
  if (demand + RESERVED_CONNECTIONS > usable) {
    const fittingPool = Math.floor((usable - RESERVED_CONNECTIONS) / (tasks * ROLLING_FACTOR));
    const needed = Math.ceil(((demand + RESERVED_CONNECTIONS) * 100) / (100 - HEADROOM_PERCENT));
    const mend =
      fittingPool >= 1
        ? `set service.poolSize to at most ${fittingPool} or database.maxConnections to at least ${needed}`
        : `lower ${path} or set database.maxConnections to at least ${needed}`;
    throw new ConfigError(
      `service.poolSize is ${poolSize} and ${path} is ${tasks}: while a deployment rolls they open ${demand} connections, which with ${RESERVED_CONNECTIONS} reserved exceed the ${usable} that database.maxConnections ${maxConnections} leaves after ${HEADROOM_PERCENT} % headroom; ${mend}.`,
    );
  }
  return { demand, reserved: RESERVED_CONNECTIONS, maxConnections, usable };
}

function bearableConnections(instanceClass: string): number {
  const memoryGiB = instanceMemoryGiB(instanceClass);
  if (memoryGiB === undefined) {
    throw new ConfigError(
      `database.instanceClass is "${instanceClass}", whose memory is not known; add it to lib/config/instance-classes.ts.`,
    );
  }
  return defaultMaxConnections(memoryGiB);
}
