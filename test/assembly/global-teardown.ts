import { rm } from 'node:fs/promises';

export default async function globalTeardown(): Promise<void> {
  const folder = process.env.HOLDFAST_TEST_ASSEMBLIES;
  if (folder) await rm(folder, { recursive: true, force: true });
}
