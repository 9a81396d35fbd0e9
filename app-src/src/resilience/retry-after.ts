/**
 * Milliseconds that a `Retry-After` field asks a client to wait: a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @returns `undefined` for an absent or malformed field; 0 for a date in the past
 */
export function retryAfterMilliseconds(
  field: string | null | undefined,
  now = Date.now(),
): number | undefined {
  const value = field?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) {
    return Number(value) * 1_000;
  }
  // Every HTTP date begins with the name of a day; `Date.parse` alone would take "-1" for a year.
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value)) {
    return undefined;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
