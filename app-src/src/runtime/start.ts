import { compressResponses } from '../compression/compress-responses.ts';
import { readCompressedFiles } from '../compression/compressed-files.ts';
import { readAppConfig } from '../config/app-config.ts';
import { ConfigurationError } from '../config/configuration-error.ts';
import { createLogger } from '../logging/logger.ts';
import { startTelemetry } from '../telemetry/telemetry.ts';
import { createAppRuntime } from './app-runtime.ts';
import { setCurrentRuntime } from './current-runtime.ts';

/** Starts the app in this process, or ends the process with one sentence about what its environment lacks. */
export function startApp(): void {
  try {
    const config = readAppConfig(process.env);
    requireManualSignals();
    const logger = createLogger(config.logLevel);
    const runtime = createAppRuntime(config, logger, startTelemetry(config, logger));
    setCurrentRuntime(runtime);
    // It takes a moment to load; the first person to arrive should not wait for it.
    runtime.auth.library().catch((err: unknown) => logger.error({ err }, 'Sessions could not be set up.'));
    compressResponses(readCompressedFiles('.next/static'));
    process.on('SIGTERM', (signal) => void runtime.shutdown.begin(signal));
    process.on('SIGINT', (signal) => void runtime.shutdown.begin(signal));
    logger.info({ node: process.version, version: config.version }, 'The app has started.');
  } catch (error) {
    if (!(error instanceof ConfigurationError)) {
      throw error;
    }
    createLogger('info').fatal(error.message);
    process.exit(1);
  }
}

/** Next.js's own signal handler closes at once, so that the load balancer would still send requests to a closed port. */
function requireManualSignals(): void {
  if (process.env.NEXT_MANUAL_SIG_HANDLE === undefined) {
    throw new ConfigurationError([
      'NEXT_MANUAL_SIG_HANDLE is missing: set it to 1, as the image does, so that the app may drain before it stops',
    ]);
  }
}
