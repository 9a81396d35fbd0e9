import type { Fault } from '../fault.ts';
import { lossByMistake } from './loss-by-mistake.ts';

/** What a bad release has written over every title. */
const damage = { table: 'proposals', column: 'title', value: 'undefined' };

/** A bad UPDATE is committed, and both servers have it at once. */
export const dataCorruption: Fault = lossByMistake({
  name: 'data-corruption',
  statement: `update ${damage.table} set ${damage.column} = '${damage.value}'`,
  damage,
});
