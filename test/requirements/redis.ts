import { redis as program } from '../../local/programs/redis.ts';
import { requirementOf } from './of-program.ts';

export const redis = requirementOf(program, ['services/redis.ts', '../local/programs/redis.ts']);
