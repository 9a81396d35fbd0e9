import type { Logger } from 'pino';
import { isAway } from '../database/database-away.ts';
import { errorFingerprint } from '../telemetry/error-fingerprint.ts';
import { databaseUnavailable, Problem } from './problem.ts';

/** What a request's failure is answered with. Only a {@link Problem} tells the client why; anything else is logged and stays inside. */
export function problemOf(error: unknown, log: Logger): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (isAway(error)) {
    log.warn({ err: error }, 'The database is away; the request was refused.');
    return databaseUnavailable();
  }
  log.error({ err: error, fingerprint: errorFingerprint(error) }, 'A request failed.');
  return new Problem({ status: 500, code: 'internal', title: 'Something went wrong on our side.' });
}
