/** What a request is for, as far as its address tells. */
export type RequestKind = 'health' | 'api' | 'image' | 'asset' | 'page';

const methodNames = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

export function requestKind(address: string): RequestKind {
  if (address.startsWith('/api/')) {
    return /^\/api\/(health|metrics)\b/.test(address) ? 'health' : 'api';
  }
  if (address.startsWith('/_next/')) {
    return address.startsWith('/_next/image') ? 'image' : 'asset';
  }
  return 'page';
}

/** The method, or `_OTHER` for one that the app does not know: clients must not invent series of a metric. */
export function knownMethod(method: string | undefined): string {
  return method !== undefined && methodNames.has(method) ? method : '_OTHER';
}
