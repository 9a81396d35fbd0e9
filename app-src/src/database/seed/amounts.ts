/** How much of everything is made. */
export interface Amounts {
  readonly teams: number;
  readonly users: number;
  readonly customers: number;
  readonly proposals: number;
  /** In both languages together. */
  readonly articles: number;
}

/** What the product is measured with. */
export const fullAmounts: Amounts = {
  teams: 12,
  users: 200,
  customers: 10_000,
  proposals: 50_000,
  articles: 5_000,
};

/** Enough for every page to have something to show, in a second or two. */
export const smallAmounts: Amounts = { teams: 3, users: 12, customers: 150, proposals: 600, articles: 80 };
