import { parseArgs } from 'node:util';
import { type Amounts, fullAmounts, smallAmounts } from './amounts.ts';

export interface SeedOptions {
  readonly amounts: Amounts;
  /** The same number makes the same data on the same day. */
  readonly seed: number;
  /** Deletes what the database holds first. */
  readonly reset: boolean;
}

export const usage = `npm run seed -w holdfast-app -- [--small] [--seed NUMBER] [--reset [--yes]]

Fills the database that the DATABASE_* variables name with the data of a demonstration.
  --small        a little of everything, in seconds
  --seed NUMBER  other data; the same number makes the same data on the same day (default 1)
  --reset        delete what the database holds first; where NODE_ENV is production, only with --yes`;

/** A command line that cannot be obeyed; the message says why. */
export class SeedRefused extends Error {}

/** @throws {@link SeedRefused} */
export function readOptions(args: readonly string[], nodeEnv: string | undefined): SeedOptions {
  const values = parse(args);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32) {
    throw new SeedRefused(`--seed ${values.seed} is no whole number from 0 to 4294967295; give one.`);
  }
  if (values.reset && nodeEnv === 'production' && !values.yes) {
    throw new SeedRefused(
      '--reset deletes all data, and NODE_ENV is production; add --yes if this is what you want.',
    );
  }
  return { amounts: values.small ? smallAmounts : fullAmounts, seed, reset: values.reset };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        small: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        reset: { type: 'boolean', default: false },
        yes: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new SeedRefused(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
