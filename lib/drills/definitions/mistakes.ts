import type { Drill } from '../drill.ts';

const database = { component: 'rds-instance' } as const;
const deletion = { ...database, disruption: 'deletion' } as const;

/** Data is damaged or deleted by mistake, on every copy at once. */
export const mistakeDrills: readonly Drill[] = [
  {
    ...{ name: 'data-corruption', title: 'Data is damaged', ...database, disruption: 'corruption' },
    injection: 'An UPDATE without its WHERE is committed, while users go on writing.',
    expected:
      'The database is recovered to just before the statement, and what was saved since is reconciled and listed.',
    verification:
      'No title is damaged, and every acknowledged write is read back, also those made after the damage.',
    budgets: { rtoSeconds: 900, rpoSeconds: 0 },
  },
  {
    ...{ name: 'database-dropped', title: 'The database is dropped', ...deletion },
    injection: 'DROP DATABASE is executed on the primary.',
    expected: 'The database is recovered to just before the statement.',
    verification: 'Every acknowledged write is read back.',
    budgets: { rtoSeconds: 900, rpoSeconds: 0 },
  },
  {
    ...{ name: 'table-dropped', title: 'A table is dropped', ...deletion },
    injection: 'DROP TABLE is committed for the table of proposals, with what refers to it.',
    expected:
      'The database is recovered to just before the statement, and what was saved in other tables since is reconciled.',
    verification: 'Every acknowledged write is read back.',
    budgets: { rtoSeconds: 900, rpoSeconds: 0 },
  },
];
