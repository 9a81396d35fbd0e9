import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { AppConfig } from '../config/app-config.ts';
import { startMetering } from './metering.ts';
import { logOwnTroubles } from './own-troubles.ts';
import { replicaResource } from './resource.ts';
import { startTracing } from './tracing.ts';

/** The pipeline that carries measurements out of the process. */
export interface Telemetry {
  /** All metrics as text in the format of Prometheus. */
  metricsText(): Promise<string>;
  /** Sends what is left and stops, within `milliseconds`, whatever the receiver does. */
  stop(milliseconds: number): Promise<void>;
}

/** What stands in while no pipeline is started: nothing is measured. */
export const noTelemetry: Telemetry = {
  metricsText: () => Promise.resolve(''),
  stop: () => Promise.resolve(),
};

/** Starts the pipeline of this process, unless it is switched off. Call it once, before anything makes a meter or a span. */
export function startTelemetry(config: Pick<AppConfig, 'telemetry' | 'version'>, logger: Logger): Telemetry {
  if (!config.telemetry.on) {
    return noTelemetry;
  }
  logOwnTroubles(logger);
  const resource = replicaResource({ version: config.version, region: config.telemetry.region });
  const tracing = startTracing(config.telemetry, resource);
  const metering = startMetering(config.telemetry, resource);
  return {
    metricsText: () => metering.text(),
    stop: async (milliseconds) => {
      const limit = new AbortController();
      const flushed = Promise.allSettled([tracing.shutdown(), metering.provider.shutdown()]);
      const late = sleep(milliseconds, undefined, { signal: limit.signal }).catch(() => undefined);
      await Promise.race([flushed, late]);
      limit.abort();
    },
  };
}
