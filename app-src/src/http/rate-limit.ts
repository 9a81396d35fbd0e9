import type { AppRuntime } from '../runtime/app-runtime.ts';
import { clientAddress } from './client-address.ts';
import { tooMany } from './problem.ts';
import type { RouteDefinition } from './route-definition.ts';

/**
 * Counts a request against the limit of its route, for the user or, when nobody is signed in, for the address.
 * @returns the headers that tell what is left
 * @throws `Problem` 429
 */
export async function enforceLimit(
  runtime: AppRuntime,
  { limit, operation }: RouteDefinition,
  userId: string | undefined,
  headers: Headers,
): Promise<Readonly<Record<string, string>>> {
  if (limit === undefined) {
    return {};
  }
  const key =
    userId === undefined ? `address:${clientAddress(headers, runtime.trustedProxies)}` : `user:${userId}`;
  const { allowed, remaining, resetSeconds } = await runtime.rateLimits.consume(operation.id, key, limit);
  if (!allowed) {
    throw tooMany(resetSeconds);
  }
  return {
    'RateLimit-Policy': `"${operation.id}";q=${limit.points};w=${limit.seconds}`,
    RateLimit: `"${operation.id}";r=${remaining};t=${resetSeconds}`,
  };
}
