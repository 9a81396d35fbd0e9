import { currentRuntime } from '../runtime/current-runtime.ts';
import { errorFingerprint } from './error-fingerprint.ts';

/** What Next.js tells of a request that failed, as far as it is reported. */
export interface FailedRequest {
  readonly path: string;
  readonly method: string;
}

export interface FailedRoute {
  /** The pattern of the address. */
  readonly routePath: string;
}

/** Reports what Next.js itself could not answer: a page that threw, or a route outside of the API's own wrapper. */
export function reportRequestError(error: unknown, request: FailedRequest, { routePath }: FailedRoute): void {
  const { logger, observations } = currentRuntime();
  observations.failed(routePath, 'uncaught', error);
  logger.error(
    {
      err: error,
      fingerprint: errorFingerprint(error),
      method: request.method,
      // The query may hold what a user typed.
      path: request.path.split('?')[0],
      route: routePath,
    },
    'A request failed.',
  );
}
