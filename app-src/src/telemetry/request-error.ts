import type { Instrumentation } from 'next';
import { currentRuntime } from '../runtime/current-runtime.ts';
import { errorFingerprint } from './error-fingerprint.ts';

type Parameters = globalThis.Parameters<Instrumentation.onRequestError>;

/** Reports what Next.js itself could not answer: a page that threw, or a route outside of the API's own wrapper. */
export function reportRequestError(
  error: Parameters[0],
  request: Parameters[1],
  context: Parameters[2],
): void {
  const { logger, observations } = currentRuntime();
  observations.failed(context.routePath, 'uncaught', error);
  logger.error(
    {
      err: error,
      fingerprint: errorFingerprint(error),
      method: request.method,
      // The query may hold what a user typed.
      path: request.path.split('?')[0],
      route: context.routePath,
    },
    'A request failed.',
  );
}
