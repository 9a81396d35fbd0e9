/** A share as a percentage. Nothing is rounded up to 100 %, so that a failure stays visible. */
export function percent(share: number): string {
  const digits = share >= 0.9 && share < 1 ? 100 : 10;
  return `${Math.floor(share * 100 * digits + 1e-9) / digits} %`;
}

/** A count, with a comma between thousands. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 });
}

/** Milliseconds as people say them: `0.4 ms` is told as `0 ms`. */
export function milliseconds(value: number): string {
  return value < 1_000 ? `${Math.round(value)} ms` : `${(value / 1_000).toFixed(value < 10_000 ? 1 : 0)} s`;
}

/** A time of the day in UTC, `12:00:05`. */
export function clock(at: number | string | Date): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** Whole seconds between two moments, at least 0. */
export function secondsBetween(from: number | string | Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - new Date(from).getTime()) / 1_000));
}
