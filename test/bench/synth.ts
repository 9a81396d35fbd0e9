import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { step } from '../../bin/setup/progress.mjs';
import { synthesizeApp } from '../../bin/start/synthesis.ts';
import { medianRatio, spread } from './statistics.ts';

const ROOT = join(import.meta.dirname, '../..');
const ALLOWED_RATIO = 1.1;

const VARIANTS = [
  { name: 'bare', context: { assessment: 'off', nag: 'off' } },
  { name: 'with the assessment', context: { nag: 'off' } },
  { name: 'with cdk-nag', context: { assessment: 'off' } },
  { name: 'with both', context: {} },
] as const;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs ${values.runs} must be a whole number of at least 1, for example --runs 5.`);
  process.exit(2);
}
await main();

/**
 * Measures whole processes: from the start of Node to the written assembly. The variants take turns within each round,
 * forwards and backwards, and each round starts with a fresh folder.
 */
async function main(): Promise<void> {
  const seconds: number[][] = VARIANTS.map(() => []);
  await measure(0);
  for (let round = 0; round < runs; round++) {
    const progress = step(`Round ${round + 1} of ${runs}`);
    const order = VARIANTS.map((_variant, index) => index);
    if (round % 2 === 1) order.reverse();
    for (const index of order) seconds[index]?.push(await measure(index));
    progress.done();
  }
  const base = seconds[0] ?? [];
  const rows = VARIANTS.map(({ name }, index) => {
    const series = seconds[index] ?? [];
    return { name, ...spread(series), ratio: medianRatio(series, base), seconds: series };
  });
  const ratio = rows[1]?.ratio ?? Number.NaN;
  const withinLimit = ratio <= ALLOWED_RATIO;
  if (values.json) {
    const machine = { node: process.version, cpus: availableParallelism() };
    console.log(JSON.stringify({ machine, runs, rows, allowedRatio: ALLOWED_RATIO, withinLimit }, null, 2));
  } else {
    console.log(table(rows));
    const verdict = withinLimit ? 'within' : 'above';
    console.log(
      `The assessment adds ${((ratio - 1) * 100).toFixed(1)} % to a bare synthesis: ${verdict} the 10 % allowed.`,
    );
  }
  process.exitCode = withinLimit ? 0 : 1;
}

async function measure(index: number): Promise<number> {
  const outdir = await mkdtemp(join(tmpdir(), 'holdfast-bench-'));
  try {
    const start = performance.now();
    const context = { environment: 'production', ...VARIANTS[index]?.context };
    const { exitCode, output } = await synthesizeApp({ root: ROOT, outdir, context });
    if (exitCode !== 0) throw new Error(`Synthesis ended with exit code ${exitCode}:\n${output}`);
    return (performance.now() - start) / 1000;
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

interface Row {
  readonly name: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly ratio: number;
}

function table(rows: readonly Row[]): string {
  const head = ['synthesis', 'min', 'median', 'max', 'ratio to bare'];
  const body = rows.map(({ name, min, median, max, ratio }) => [
    name,
    ...[min, median, max].map((value) => `${value.toFixed(2)} s`),
    ratio.toFixed(3),
  ]);
  return [head, ...body]
    .map(([first = '', ...rest]) => first.padEnd(22) + rest.map((cell) => cell.padStart(14)).join(''))
    .join('\n');
}
