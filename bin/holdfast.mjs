#!/usr/bin/env node
// @ts-check
/**
 * The command `holdfast`. In the repository it runs the sources, which Node 24 reads, and with an older Node hands over
 * to the project's own; in an installed package it runs what the build made of them.
 */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const source = join(HERE, 'holdfast.ts');
const packages = join(HERE, '..', 'node_modules');

// Keeps what Node compiles beside the temporary files, so that the next start is quicker; Node 20 has no such cache.
module.enableCompileCache?.();

if (!existsSync(source)) {
  await import(new URL('../dist/bin/holdfast.js', import.meta.url).href);
} else if (!existsSync(join(packages, 'commander'))) {
  console.error(
    'The packages of this project are not installed yet: run "npm start" or "npm install" first.',
  );
  process.exitCode = 2;
} else if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('./holdfast.ts');
} else {
  const { run } = await import('./setup/run.mjs');
  const bin = join(packages, '.bin');
  process.exitCode = await run(
    join(bin, 'node'),
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    bin,
  );
}
