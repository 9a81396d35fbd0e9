import { isIP } from 'node:net';

/** Groups of an IPv6 address that name a network; the owner of a network chooses the other four freely. */
const networkGroups = 4;

/**
 * Whom a request is counted against: an IPv4 address or the network of an IPv6 one. Every proxy appends the address that it was called
 * from, so entries count from the right: behind one proxy the last is the client, behind the edge and the load balancer the one before
 * it. Whatever stands further left was written by the client, who may have invented it.
 * @param trustedProxies how many proxies of our own every request passes
 */
export function clientAddress(headers: Headers, trustedProxies: number): string {
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  const address = entries.at(-trustedProxies) ?? entries[0] ?? '';
  const version = isIP(address);
  if (version === 0) {
    return 'unknown';
  }
  return version === 4 ? address : networkOf(address.toLowerCase());
}

function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/.exec(address)?.[1];
  if (mapped !== undefined) {
    return mapped;
  }
  const [front, back] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const zeros =
    back === undefined ? [] : Array.from({ length: 8 - (front?.length ?? 0) - back.length }, () => '0');
  const groups = [...(front ?? []), ...zeros, ...(back ?? [])].slice(0, networkGroups);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
