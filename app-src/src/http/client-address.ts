import { isIP } from 'node:net';

/**
 * The address that a request came from. Every proxy appends the address that it was called from, so entries count from the right: the last
 * is what called the load balancer, the edge, and the one before it what called the edge. Whatever stands further left was written by
 * the client, who may have invented it.
 */
export function clientAddress(headers: Headers): string {
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const address = entries.at(-2) ?? entries.at(-1) ?? '';
  return isIP(address) === 0 ? 'unknown' : address;
}
