import { readFile } from 'node:fs/promises';

/** What the kernel has counted at a moment. */
export interface PressureSeen {
  /** Milliseconds of a clock that only goes on. */
  readonly at: number;
  /** Microseconds in which some process of the machine could have run and had no processor. */
  readonly waited: number;
}

/** Reads the kernel's count; `undefined` where it keeps none. */
export async function seePressure(): Promise<PressureSeen | undefined> {
  const text = await readFile('/proc/pressure/cpu', 'utf8').catch(() => '');
  const waited = /^some .*total=(\d+)$/m.exec(text)?.[1];
  return waited === undefined ? undefined : { at: performance.now(), waited: Number(waited) };
}

/** The share of the time in between, from 0 to 1, in which some process waited for a processor. */
export function pressureBetween(
  from: PressureSeen | undefined,
  to: PressureSeen | undefined,
): number | undefined {
  if (from === undefined || to === undefined || to.at <= from.at) return undefined;
  return Math.min(1, Math.max(0, (to.waited - from.waited) / 1_000 / (to.at - from.at)));
}
