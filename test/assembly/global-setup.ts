import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives all test files of this run one folder for the assemblies they share. */
export default async function globalSetup(): Promise<void> {
  process.env.HOLDFAST_TEST_ASSEMBLIES = await mkdtemp(join(tmpdir(), 'holdfast-assemblies-'));
}
