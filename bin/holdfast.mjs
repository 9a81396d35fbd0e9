#!/usr/bin/env node
// @ts-check
/**
 * The command `holdfast`. In the repository it runs the sources with the project's own Node, which reads TypeScript; in
 * an installed package, where Node refuses to, it runs what the build made of them.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const source = join(HERE, 'holdfast.ts');

if (existsSync(source)) {
  const { run } = await import('./setup/run.mjs');
  const bin = join(HERE, '..', 'node_modules', '.bin');
  if (existsSync(join(bin, 'node'))) {
    process.exitCode = await run(join(bin, 'node'), [source, ...process.argv.slice(2)], bin);
  } else {
    console.error(
      'The packages of this project are not installed yet: run "npm start" or "npm install" first.',
    );
    process.exitCode = 2;
  }
} else {
  await import(new URL('../dist/bin/holdfast.js', import.meta.url).href);
}
