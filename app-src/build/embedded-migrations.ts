import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Where drizzle-kit writes the SQL files, and the module beside them. */
export const migrationsFolder = path.join(import.meta.dirname, '../src/database/migrations');

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}

/**
 * The SQL files as one module. The server is bundled, and a bundle holds modules: files beside it would have to be found at run time in
 * the sources, in the standalone build and in the image.
 */
export async function embeddedMigrations(): Promise<string> {
  const journal = JSON.parse(
    await readFile(path.join(migrationsFolder, 'meta/_journal.json'), 'utf8'),
  ) as Journal;
  const migrations = await Promise.all(
    journal.entries.map(async ({ tag, when }) => {
      const sql = await readFile(path.join(migrationsFolder, `${tag}.sql`), 'utf8');
      return `  {\n    tag: '${tag}',\n    when: ${when},\n    sql: \`${sql.replaceAll(/[\\`]|\$\{/g, '\\$&')}\`,\n  },\n`;
    }),
  );
  return [
    '// Made by "npm run migrations -w holdfast-app" from the SQL files beside it.\n',
    "import type { Migration } from '../migration.ts';\n\n",
    `export const migrations: readonly Migration[] = [\n${migrations.join('')}];\n`,
  ].join('');
}
