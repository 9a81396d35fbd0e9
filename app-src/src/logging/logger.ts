import pino, { type DestinationStream, type Logger } from 'pino';

/** Names under which a secret could reach a log entry, at the top of the entry or one object below it. */
const secretFields = ['password', 'token', 'authToken', 'secret', 'authorization', 'cookie', 'PGPASSWORD'];

/**
 * The app's structured log: one JSON object a line, secrets censored.
 * @param level the least severe level that is written
 * @param destination where lines go; standard output, written synchronously, so that the last words before an exit are kept
 */
export function createLogger(
  level: string,
  destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: { service: 'holdfast-app', pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.headers.${field}`]),
        censor: '[redacted]',
      },
    },
    destination,
  );
}
