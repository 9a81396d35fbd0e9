/**
 * US dollars for one unit of a currency. They are fixed, so that a pipeline's figure changes only with its proposals; they are rounded,
 * for comparing proposals at a glance, and are not for accounts.
 */
const usDollarsPerUnit: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.3,
  JPY: 0.0067,
  TWD: 0.031,
};

/**
 * Converts hundredths of a currency to US-dollar cents.
 * @throws when the currency has no rate: a sum must not leave money out silently
 */
export function toUsDollarCents(cents: number, currency: string): number {
  const rate = usDollarsPerUnit[currency];
  if (rate === undefined) {
    throw new Error(`The currency ${currency} has no exchange rate: add it to exchange-rates.ts.`);
  }
  return Math.round(cents * rate);
}
