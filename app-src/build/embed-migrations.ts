import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { embeddedMigrations, migrationsFolder } from './embedded-migrations.ts';

await writeFile(path.join(migrationsFolder, 'index.ts'), await embeddedMigrations());
