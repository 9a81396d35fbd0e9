import type { ProbeReport } from './probe.ts';

/**
 * Whether this replica can serve:
 * - `ready`: all dependencies answer;
 * - `degraded`: it serves less, because Redis is away (slower) or PostgreSQL is (pages and known data, no writes);
 * - `not ready`: the replica is shutting down.
 *
 * Another replica has the same dependencies, so turning requests away for want of one would turn an outage of a part into one of the whole.
 */
export type Readiness =
  | { readonly status: 'ready' | 'degraded'; readonly checks: ReadinessChecks }
  | { readonly status: 'not ready'; readonly reason: 'shutting down' };

export interface ReadinessChecks {
  readonly database: ProbeReport;
  readonly cache: ProbeReport;
}

/** Seconds after which a client may ask again: by then the load balancer sends it to another replica. */
const retryAfterSeconds = 5;

/** Judges what the probes found. */
export function judgeReadiness(checks: ReadinessChecks): Readiness {
  const away = checks.database.status === 'down' || checks.cache.status === 'down';
  return { status: away ? 'degraded' : 'ready', checks };
}

/** The HTTP answer: 200 while the replica can serve, 503 with `Retry-After` while it cannot. Never cached. */
export function readinessResponse(readiness: Readiness): Response {
  const serves = readiness.status !== 'not ready';
  return Response.json(readiness, {
    status: serves ? 200 : 503,
    headers: {
      'Cache-Control': 'no-store',
      ...(serves ? {} : { 'Retry-After': String(retryAfterSeconds) }),
    },
  });
}
