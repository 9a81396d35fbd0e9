import { currentRuntime } from '../../../runtime/current-runtime.ts';

export const dynamic = 'force-dynamic';

/**
 * Liveness: this process answers. It looks at no dependency, because restarting the app mends none; `draining` tells a load balancer
 * that checks nothing else that the replica is about to stop.
 */
export function GET(): Response {
  return Response.json(
    { status: 'alive', draining: currentRuntime().shutdown.begun },
    { headers: { 'Cache-Control': 'no-store' } },
  );
}
