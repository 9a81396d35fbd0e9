import type { ProbeReport } from './probe.ts';

/**
 * Whether this replica can serve:
 * - `ready`: all dependencies answer;
 * - `degraded`: it serves, more slowly, because Redis is away and the database answers in its stead;
 * - `not ready`: PostgreSQL is away, or the replica is shutting down.
 */
export type Readiness =
  | { readonly status: 'ready' | 'degraded' | 'not ready'; readonly checks: ReadinessChecks }
  | { readonly status: 'not ready'; readonly reason: 'shutting down' };

export interface ReadinessChecks {
  readonly database: ProbeReport;
  readonly cache: ProbeReport;
}

/** Seconds after which a client may ask a replica again that is not ready: the database's usual way back is a failover or a restart. */
const retryAfterSeconds = 5;

/** Judges what the probes found. */
export function judgeReadiness(checks: ReadinessChecks): Readiness {
  if (checks.database.status === 'down') {
    return { status: 'not ready', checks };
  }
  return { status: checks.cache.status === 'down' ? 'degraded' : 'ready', checks };
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
