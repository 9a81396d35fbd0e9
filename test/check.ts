import { join } from 'node:path';
import { step } from '../bin/setup/progress.mjs';
import type { Check } from './check/check.ts';
import { commits } from './check/commits.ts';
import { links } from './check/links.ts';
import { appTypes, formatAndLint, platformTypes } from './check/tools.ts';
import { words } from './check/words.ts';

const ROOT = join(import.meta.dirname, '..');
const CHECKS: readonly Check[] = [formatAndLint, platformTypes, appTypes, links, words, commits];

const results = await Promise.all(CHECKS.map(run));
for (const { name, findings } of results) {
  if (findings.length > 0) console.error(`\n${name}:\n${findings.join('\n')}`);
}
const failed = results.filter(({ findings }) => findings.length > 0).length;
console.log(`${results.length - failed} passed, ${failed} failed`);
process.exitCode = Math.min(failed, 1);

async function run(check: Check) {
  const line = step(check.name, { spinner: false });
  const findings = await check.run(ROOT);
  if (findings.length === 0) line.done();
  else line.fail();
  return { name: check.name, findings };
}
