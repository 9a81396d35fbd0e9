import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { command, lastLines } from './requirements/command.ts';
import { ensureRequirements, type Missing } from './requirements/ensure.ts';
import { type JestResults, summarize } from './run/summary.ts';

const ROOT = join(import.meta.dirname, '..');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
const RESULTS = join(ROOT, '.holdfast/jest-results.json');

process.exitCode = await main(process.argv.slice(2));

/** Brings what the chosen tests need, runs them, and closes with their count. */
async function main(args: readonly string[]): Promise<number> {
  const listed = await command(process.execPath, [JEST, '--listTests', ...args]);
  if (listed.exitCode !== 0) {
    console.error(lastLines(listed, 30));
    console.log('0 passed, 1 failed');
    return 1;
  }
  const testFiles = listed.stdout.split('\n').filter((line) => line.endsWith('.test.ts'));
  const missing = await ensureRequirements(testFiles);
  for (const one of missing) console.error(explain(one));
  const exitCode = await jest(args, new Set(missing.flatMap(({ tests }) => tests)));
  const inCi = process.env.CI === 'true';
  const { line, failed, unsteady } = summarize(readResults(), inCi ? missing.length : 0);
  for (const name of unsteady) console.error(`Failed first, and passed when it was run again: ${name}`);
  console.log(line);
  return exitCode !== 0 ? exitCode : Math.min(failed, 1);
}

function explain({ name, reason, tests }: Missing): string {
  const files = tests.map((file) => relative(ROOT, file)).join(', ');
  return `${name} is missing (${reason}); therefore these tests are not run: ${files}.`;
}

function jest(args: readonly string[], left: ReadonlySet<string>): Promise<number> {
  rmSync(RESULTS, { force: true });
  mkdirSync(join(ROOT, '.holdfast'), { recursive: true });
  const ignored = [...left].map((file) => file.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const ignore =
    ignored.length > 0 ? ['--passWithNoTests', `--testPathIgnorePatterns=${ignored.join('|')}`] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      // With the flags Jest can require packages that are ES modules alone, which the app uses.
      // The patterns come last: Jest would take arguments that follow them for further patterns.
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        JEST,
        '--json',
        `--outputFile=${RESULTS}`,
        ...args,
        ...ignore,
      ],
      // Jest's JSON goes to the file; what people read goes to standard error.
      { cwd: ROOT, stdio: ['inherit', 'ignore', 'inherit'] },
    );
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function readResults(): JestResults | undefined {
  return existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as JestResults) : undefined;
}
