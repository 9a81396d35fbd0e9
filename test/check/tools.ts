import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { command } from '../requirements/command.ts';
import type { Check, Findings } from './check.ts';

async function tool(root: string, name: string, args: readonly string[]): Promise<Findings> {
  const { exitCode, stdout, stderr } = await command(join(root, 'node_modules/.bin', name), args);
  return exitCode === 0 ? [] : [`${stdout}${stderr}`.trim()];
}

export const formatAndLint: Check = {
  name: 'format and lint',
  run: (root) => tool(root, 'biome', ['check', '--error-on-warnings', '--max-diagnostics=50', root]),
};

export const platformTypes: Check = {
  name: 'types of the platform',
  run: (root) => tool(root, 'tsc', ['-p', root]),
};

export const appTypes: Check = {
  name: 'types of the app',
  async run(root) {
    const folder = join(root, 'app-src');
    return existsSync(join(folder, 'tsconfig.json')) ? tool(root, 'tsc', ['-p', folder, '--noEmit']) : [];
  },
};
