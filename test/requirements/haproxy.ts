import { haproxy as program } from '../../local/programs/haproxy.ts';
import { requirementOf } from './of-program.ts';

export const haproxy = requirementOf(program, ['services/haproxy.ts', '../local/programs/haproxy.ts']);
