import { defineConfig } from 'drizzle-kit';

/** For `npm run migrations -w holdfast-app`: compares the schema with the migrations so far and writes what is missing. It reads no database. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/database/schema/index.ts',
  out: './src/database/migrations',
});
