import { parseArgs } from 'node:util';
import { readDatabaseConfig } from '../../config/app-config.ts';
import { ConfigurationError } from '../../config/configuration-error.ts';
import { Database } from '../database.ts';
import { migrate } from '../migration.ts';
import { migrations } from '../migrations/index.ts';
import { readOptions, SeedRefused, usage } from './options.ts';
import { demoPassword } from './people.ts';
import { seedDatabase } from './seed.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  if (parseArgs({ args: [...args], strict: false, options: { help: { type: 'boolean' } } }).values.help) {
    console.log(usage);
    return 0;
  }
  try {
    await run(args);
    return 0;
  } catch (error) {
    if (!(error instanceof SeedRefused) && !(error instanceof ConfigurationError)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  }
}

async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args, process.env.NODE_ENV);
  const database = new Database({ ...readDatabaseConfig(process.env), poolSize: 1 });
  const start = performance.now();
  const seconds = () => `${((performance.now() - start) / 1_000).toFixed(1)} s`;
  try {
    await migrate(database.sql, migrations);
    await seedDatabase(database.sql, options, startOfToday(), (table, rows) => {
      console.log(`${rows.toLocaleString('en').padStart(8)} ${table} after ${seconds()}`);
    });
    console.log(
      `Done in ${seconds()}. Sign in as sales@holdfast.example or operator@holdfast.example with the password ${demoPassword}.`,
    );
  } finally {
    await database.close(5);
  }
}

/** Data of the same day is the same data. */
function startOfToday(): Date {
  return new Date(new Date().setUTCHours(0, 0, 0, 0));
}
