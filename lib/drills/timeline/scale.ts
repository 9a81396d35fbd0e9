/** From seconds of the load to places in the drawing. */
export type Scale = (value: number) => number;

/** Maps `from` to `to`, evenly. */
export function linear(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [low, high] = from;
  const [start, end] = to;
  const share = (value: number) => (high === low ? 0 : (value - low) / (high - low));
  return (value) => Math.round((start + share(value) * (end - start)) * 10) / 10;
}

/** Maps powers of ten to even distances; what is below `from` stands at its start. */
export function logarithmic(from: readonly [number, number], to: readonly [number, number]): Scale {
  const [low, high] = from;
  const scale = linear([Math.log10(low), Math.log10(high)], to);
  return (value) => scale(Math.log10(Math.max(low, value)));
}

/** The next number above that reads well: 1, 2 or 5 with zeros. */
export function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

/** At most about ten round values from `low` to `high`. */
export function ticks(low: number, high: number): number[] {
  const step = roundUp((high - low) / 10);
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => (first + index) * step);
}
