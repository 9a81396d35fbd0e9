import { postgresql as program } from '../../local/programs/postgresql.ts';
import { requirementOf } from './of-program.ts';

export const postgresql = requirementOf(program, ['services/postgres.ts', '../local/programs/postgresql.ts']);
