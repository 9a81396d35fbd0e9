import pino, { type DestinationStream, type Logger } from 'pino';
import { correlation } from '../telemetry/request-context.ts';
import { censoredLine } from './censored-line.ts';
import { loggedError } from './logged-error.ts';

/** Names under which a secret or a person could reach a log entry. */
const secretFields = [
  'password',
  'token',
  'authToken',
  'sessionToken',
  'accessToken',
  'refreshToken',
  'secret',
  'clientSecret',
  'apiKey',
  'api-key',
  'x-api-key',
  'authorization',
  'cookie',
  'set-cookie',
  'email',
  'PGPASSWORD',
];

/** At the top of an entry, one and two objects below it. */
const secretPaths = secretFields.flatMap((field) => [
  `["${field}"]`,
  `*["${field}"]`,
  `*.headers["${field}"]`,
  `*.*["${field}"]`,
]);

/**
 * The app's structured log: one JSON object a line, with the request, trace and span that it belongs to, secrets and e-mail addresses
 * censored.
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
      mixin: correlation,
      serializers: { err: loggedError },
      redact: { paths: secretPaths, censor: '[redacted]' },
    },
    { write: (line) => void destination.write(censoredLine(line)) },
  );
}
