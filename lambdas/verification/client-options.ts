/** How often a call is tried; the SDK waits exponentially longer, with jitter, between them. */
const ATTEMPTS = 5;

/** How the clients of the verifiers call one region. A region that hangs must not use up the time of the function. */
export function clientOptions(region: string | undefined) {
  return {
    ...(region !== undefined && { region }),
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  };
}
