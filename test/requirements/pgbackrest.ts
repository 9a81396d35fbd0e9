import { pgbackrest as program } from '../../local/programs/pgbackrest.ts';
import { requirementOf } from './of-program.ts';

export const pgbackrest = requirementOf(program, ['../local/programs/pgbackrest.ts']);
