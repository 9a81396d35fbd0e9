const schemes = new Set(['http:', 'https:', 'mailto:']);

/**
 * The address of a link that a text may hold, in its normal form: a complete `http`, `https` or `mailto` address.
 *
 * @returns `undefined` for any other, such as `javascript:`, `data:` or one that depends on the page around it
 */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) {
    return undefined;
  }
  const url = new URL(address);
  return schemes.has(url.protocol) ? url.href : undefined;
}
