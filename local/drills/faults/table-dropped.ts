import type { Fault } from '../fault.ts';
import { lossByMistake } from './loss-by-mistake.ts';

/** An operator drops the table of proposals, and what refers to it no longer does. */
export const tableDropped: Fault = lossByMistake({
  name: 'table-dropped',
  statement: 'drop table proposals cascade',
});
