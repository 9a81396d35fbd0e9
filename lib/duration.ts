const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Parses a duration such as `90s`, `30m`, `4h`, `1d` or `1h30m`.
 *
 * @returns seconds, or `undefined` when the text is not a duration
 */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?[smhd])+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhd])/g)) {
    seconds += Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
  }
  return seconds;
}

/**
 * Writes seconds the way people say them, to the second below a day and to the minute above: `0 s`, `2 min 30 s`,
 * `3 h 59 min 45 s`, `2 d 3 h`. Nothing is rounded up, so that an estimate never reads as its own objective.
 */
export function formatDuration(seconds: number): string {
  if (seconds < 1 && seconds > 0) return `${Math.floor(seconds * 1000)} ms`;
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [unit, size] of Object.entries({ d: 86_400, h: 3600, min: 60, s: 1 })) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0 && !(unit === 's' && seconds >= 86_400)) parts.push(`${amount} ${unit}`);
  }
  return parts.join(' ') || '0 s';
}

/** Writes how old something is, in the one unit that says most: `4 s`, `12 min`, `3 h`, `2 d`. */
export function formatAge(seconds: number): string {
  const rounded = Math.max(0, Math.round(seconds));
  if (rounded < 120) return `${rounded} s`;
  if (rounded < 7_200) return `${Math.round(rounded / 60)} min`;
  if (rounded < 172_800) return `${Math.round(rounded / 3_600)} h`;
  return `${Math.round(rounded / 86_400)} d`;
}
