const DAY = 86_400;
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The longest gap between two runs of a schedule expression, `rate(...)` or six-field `cron(...)`.
 *
 * @returns seconds, or undefined when the expression is not understood
 */
export function longestGapSeconds(expression: string): number | undefined {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate)
    return Number(rate[1]) * { minute: 60, hour: 3600, day: DAY }[rate[2] as 'minute' | 'hour' | 'day'];
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) return undefined;
  const [, hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields;
  if (month !== '*') return 366 * DAY;
  if (isSpecific(dayOfMonth)) return 31 * DAY;
  if (isSpecific(dayOfWeek)) {
    const days = listed(dayOfWeek, WEEKDAYS, 1);
    return days && longestStep(days, 7) * DAY;
  }
  const hours = hour === '*' ? Array.from({ length: 24 }, (_, index) => index) : listed(hour, [], 0, 24);
  return hours && longestStep(hours, 24) * 3600;
}

function isSpecific(field: string): boolean {
  return field !== '*' && field !== '?';
}

/** Positions that a cron field names, counted from zero. */
function listed(field: string, names: readonly string[], base: number, range = 7): number[] | undefined {
  const every = /^(?:\*|\d+)\/(\d+)$/.exec(field);
  if (every) {
    const step = Number(every[1]);
    return step > 0 ? Array.from({ length: Math.ceil(range / step) }, (_, index) => index * step) : undefined;
  }
  const positions = field.split(',').flatMap((part) => {
    const [from = -1, to = from] = part
      .split('-')
      .map((text) => (names.includes(text) ? names.indexOf(text) : Number(text) - base));
    return Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);
  });
  return positions.length > 0 && positions.every((position) => position >= 0 && position < range)
    ? positions
    : undefined;
}

function longestStep(positions: readonly number[], cycle: number): number {
  const sorted = [...new Set(positions)].sort((one, other) => one - other);
  return Math.max(
    ...sorted.map((position, index) => {
      const next = sorted[index + 1] ?? (sorted[0] ?? 0) + cycle;
      return next - position;
    }),
  );
}
