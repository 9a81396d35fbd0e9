import { DiagLogLevel, diag } from '@opentelemetry/api';
import type { Logger } from 'pino';

/** Milliseconds between two log lines about exports that fail: a receiver that is away fails every few seconds. */
const pauseMilliseconds = 60_000;

/** Writes what the telemetry itself has trouble with to the log, once a minute, with the number of troubles since. */
export function logOwnTroubles(logger: Logger): void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let untold = 0;
  const tell = (message: string, ...details: readonly unknown[]) => {
    untold += 1;
    if (performance.now() - toldAt < pauseMilliseconds) {
      return;
    }
    logger.warn(
      { trouble: [message, ...details].map(String).join(' ').slice(0, 500), times: untold },
      'Telemetry was not delivered; requests are served all the same.',
    );
    toldAt = performance.now();
    untold = 0;
  };
  const ignore = () => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
