#!/usr/bin/env node
// @ts-check
/**
 * Makes the machine ready, then runs a script with the project's own Node:
 *
 *     node bin/setup.mjs SCRIPT.ts [arguments]
 *     node bin/setup.mjs --tool NAME [arguments]     (a tool of node_modules/.bin)
 *
 * Needs nothing but Node 20 and npm. Arguments, signals and the exit code are passed through.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './setup/arguments.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { run } from './setup/run.mjs';
import { SetupError } from './setup/setup-error.mjs';

const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');

try {
  const wanted = parseArguments(process.argv.slice(2));
  if (wanted.kind === 'script' && !existsSync(join(ROOT, wanted.name))) {
    throw new SetupError(`There is no script ${wanted.name} in this project.`);
  }
  await ensurePackages(ROOT);
  const tool = join(BIN, wanted.name);
  if (wanted.kind === 'tool' && !existsSync(tool)) {
    throw new SetupError(`There is no tool ${wanted.name} in node_modules/.bin; is it in package.json?`);
  }
  process.exitCode = await (wanted.kind === 'tool'
    ? run(tool, wanted.rest, BIN)
    : run(join(BIN, 'node'), [join(ROOT, wanted.name), ...wanted.rest], BIN));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
