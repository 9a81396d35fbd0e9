import { count } from '../verification/count.ts';
import type { IndexEntry } from './index-entry.ts';
import type { IndexSettings } from './settings.ts';

export interface Fault {
  readonly check: string;
  readonly sentence: string;
}

/** Days on which a verifier has fewer records than it should, from its first record in the month through `last`. */
export function gaps({ verifiers }: IndexSettings, records: readonly IndexEntry[], last: string): Fault[] {
  return verifiers.flatMap(({ name, leastPerDay }) => {
    const own = records
      .filter(({ verifier }) => verifier === name)
      .map((entry) => entry.scheduledAt.slice(0, 10));
    const [first] = [...own].sort();
    if (first === undefined) {
      return [
        {
          check: `gap/${name}`,
          sentence: `${name} has no record through ${last}. See its log and its schedule.`,
        },
      ];
    }
    // It may have been deployed on the day of its first record.
    return daysBetween(first, last).flatMap((date, position): Fault[] => {
      const found = own.filter((other) => other === date).length;
      const least = position === 0 ? 1 : leastPerDay;
      return found >= least
        ? []
        : [
            {
              check: `gap/${name}/${date}`,
              sentence: `${name} has ${count(found, 'record')} of ${date}, and should have ${least} or more. See its log of that day.`,
            },
          ];
    });
  });
}

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (const at = new Date(`${first}T00:00:00Z`); dayOf(at) <= last; at.setUTCDate(at.getUTCDate() + 1)) {
    days.push(dayOf(at));
  }
  return days;
}

/** `2026-11-22`, by UTC. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
