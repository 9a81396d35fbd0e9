/** A speed at which an error budget may not be used up, and over which windows it is measured. */
export interface BurnRate {
  /** What is asked of a person: `page` at once, `ticket` within the next working days. */
  readonly urgency: 'page' | 'ticket';
  /** Multiple of the speed that uses up the budget in exactly the objective's interval. */
  readonly rate: number;
  /** Tells that it is worth waking someone, minutes. */
  readonly longMinutes: number;
  /** Tells that it still goes on, minutes; a twelfth of the long window. */
  readonly shortMinutes: number;
}

/** Days over which an objective is kept, rolling. */
export const OBJECTIVE_DAYS = 30;

/**
 * The multi-window rates of the Google SRE Workbook, chapter 5: 2 % of a month's budget in an hour, 5 % in six hours, 10 %
 * in three days.
 */
export const BURN_RATES: readonly BurnRate[] = [
  { urgency: 'page', rate: 14.4, longMinutes: 60, shortMinutes: 5 },
  { urgency: 'page', rate: 6, longMinutes: 360, shortMinutes: 30 },
  { urgency: 'ticket', rate: 1, longMinutes: 4320, shortMinutes: 360 },
];

/** All windows, in minutes, that burn rates are calculated over; each once. */
export function burnWindows(rates: readonly BurnRate[]): number[] {
  const windows = new Set(rates.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]));
  return [...windows].sort((a, b) => a - b);
}

/**
 * The rates that a budget can burn at: when everything fails, a goal of 90 % burns ten times too fast and no faster.
 *
 * @param goalPercent share of requests that must be good
 */
export function reachableRates(goalPercent: number): BurnRate[] {
  return BURN_RATES.filter(({ rate }) => rate * (100 - goalPercent) < 100);
}
