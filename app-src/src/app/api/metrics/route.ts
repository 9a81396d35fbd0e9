import { createHash, timingSafeEqual } from 'node:crypto';
import { notFound } from '../../../http/problem.ts';
import { requestIdOf } from '../../../http/request-id.ts';
import { currentRuntime } from '../../../runtime/current-runtime.ts';

export const dynamic = 'force-dynamic';

/**
 * The metrics of this replica as text in the format of Prometheus, for a scraper with the token. Everyone else is answered as if nothing
 * were here: the address is reachable through the load balancer, and what the app measures tells a stranger how to hurt it.
 */
export async function GET(request: Request): Promise<Response> {
  const { metrics } = currentRuntime();
  if (!knows(metrics.token, request.headers.get('authorization'))) {
    return notFound().toResponse(requestIdOf(request.headers));
  }
  return new Response(await metrics.text(), {
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

/** Compares hashes, which have one length, in a time that tells nothing. */
function knows(token: string | undefined, authorization: string | null): boolean {
  return token !== undefined && timingSafeEqual(hash(`Bearer ${token}`), hash(authorization ?? ''));
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
