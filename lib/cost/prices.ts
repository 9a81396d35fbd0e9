import priceFile from './prices.json' with { type: 'json' };

/** Hours of a month, as AWS calculates. */
export const HOURS = 730;

/** Where the prices are from, for whoever reads a sum. */
export const PRICE_BASIS: Readonly<Record<'region' | 'currency' | 'date' | 'basis', string>> = priceFile;

const prices: Readonly<Record<string, { readonly dollars: number; readonly source: string }>> =
  priceFile.prices;

/** Pages that the prices stand on, each once. */
export const PRICE_SOURCES: readonly string[] = [
  ...new Set(Object.values(prices).map(({ source }) => source)),
];

/**
 * Price of one unit, dollars.
 *
 * @throws Error when the file has none: a sum that leaves something out would look cheap
 */
export function priceOf(id: string): number {
  const price = prices[id];
  if (!price) {
    throw new Error(
      `There is no price for ${id}: add it to lib/cost/prices.json with its source, and renew the file's date.`,
    );
  }
  return price.dollars;
}
