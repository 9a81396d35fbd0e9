import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { step } from '../../bin/setup/progress.mjs';
import { synthesizeApp } from '../../bin/start/synthesis.ts';
import { readAssembly } from '../../lib/assessment/read/assembly.ts';
import { cfnLint, cfnLintRequirement } from '../requirements/cfn-lint.ts';
import { generatedStacks } from './generated-stacks.ts';
import { type Spread, spread } from './statistics.ts';

const ROOT = join(import.meta.dirname, '../..');
const ONCE = join(tmpdir(), `holdfast-assess-once-${process.pid}.mjs`);
/** The command as it is released, and without the cache of compiled code that its second start has. */
const COMMAND = join(ROOT, 'dist/bin/holdfast.js');
const REGIONS = ['eu-central-1', 'eu-west-1'] as const;
const SIZES = [200, 2_000, 20_000];
/** Beyond this, cfn-lint takes minutes: its time is given as a bound, from its time for this many. */
const LINTED = 2_000;
/** What the task sets: seconds of a cold process for our own platform, and for 20,000 resources. */
const AIMS: Record<string, number> = { production: 0.3, '20000': 2 };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    'no-lint': { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  console.error(`--runs ${values.runs} must be a whole number of at least 1, for example --runs 5.`);
  process.exit(2);
}

interface Row {
  readonly subject: string;
  readonly resources: number;
  /** `holdfast assess`, from the start of its process to its end, with the table written. */
  readonly commandSeconds: Spread;
  readonly readSeconds: Spread;
  readonly assessSeconds: Spread;
  readonly peakMebibytes: Spread;
  /** Absent when cfn-lint was left out. */
  readonly cfnLintSeconds?: number;
  /** Given instead where cfn-lint was not run: more than this, were it only linear. */
  readonly cfnLintBoundSeconds?: number;
}

await main();

async function main(): Promise<void> {
  if (!values['no-lint'] && !cfnLintRequirement.isPresent()) await cfnLintRequirement.install();
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-bench-assess-'));
  try {
    await compile();
    const rows: Row[] = [];
    for (const [subject, resources, directory] of await subjects(folder)) {
      const progress = step(`Assess ${subject} ${runs} times`);
      rows.push(await measure(subject, resources, directory, rows.at(-1)));
      progress.done();
    }
    const missed = rows.filter(
      ({ subject, commandSeconds }) => commandSeconds.median > (AIMS[subject] ?? Number.POSITIVE_INFINITY),
    );
    if (values.json) {
      console.log(
        JSON.stringify({ machine: machine(), runs, rows, aims: AIMS, met: missed.length === 0 }, null, 2),
      );
    } else {
      console.log(table(rows));
      for (const { subject, commandSeconds } of missed)
        console.log(
          `${subject} takes ${commandSeconds.median.toFixed(2)} s, above the ${AIMS[subject]} s aimed at.`,
        );
    }
    process.exitCode = missed.length === 0 ? 0 : 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(ONCE, { force: true });
  }
}

/** The load tells whether anything else ran beside the measurement, which itself keeps about one processor busy. */
function machine() {
  const [{ model = 'unknown' } = {}] = cpus();
  const memoryGibibytes = Math.round(totalmem() / 2 ** 30);
  const [loadAverage = 0] = loadavg();
  return { node: process.version, cpu: model, cpus: availableParallelism(), memoryGibibytes, loadAverage };
}

/** What is released, and one file that tells reading and assessing apart. */
async function compile(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: ROOT });
  await build({
    entryPoints: [join(import.meta.dirname, 'assess-once.ts')],
    outfile: ONCE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
}

/** Our own platform first, then generated ones by size. */
async function subjects(folder: string): Promise<[subject: string, resources: number, directory: string][]> {
  const progress = step('Synthesize production and generate assemblies');
  const own = join(folder, 'production');
  const context = { environment: 'production', assessment: 'off', nag: 'off' };
  const { exitCode, output } = await synthesizeApp({ root: ROOT, outdir: own, context });
  if (exitCode !== 0) throw new Error(`Synthesis ended with exit code ${exitCode}:\n${output}`);
  const generated: [string, number, string][] = [];
  for (const size of SIZES) {
    const directory = join(folder, String(size));
    await mkdir(directory);
    const stacks = generatedStacks(size);
    for (const { name, template } of stacks)
      await writeFile(join(directory, `${name}.template.json`), JSON.stringify(template, null, 1));
    const artifacts = Object.fromEntries(
      stacks.map(({ name, account, region }) => [
        name,
        {
          type: 'aws:cloudformation:stack',
          environment: `aws://${account}/${region}`,
          properties: { templateFile: `${name}.template.json` },
        },
      ]),
    );
    await writeFile(join(directory, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
    generated.push([String(size), size, directory]);
  }
  progress.done();
  return [['production', resourcesIn(own), own], ...generated];
}

async function measure(
  subject: string,
  resources: number,
  directory: string,
  before: Row | undefined,
): Promise<Row> {
  const command: number[] = [];
  const told: { readSeconds: number; assessSeconds: number; peakMebibytes: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await commanded(directory);
    command.push((performance.now() - start) / 1000);
    const { stdout } = await once(directory);
    told.push(JSON.parse(stdout));
  }
  return {
    subject,
    resources,
    commandSeconds: spread(command),
    readSeconds: spread(told.map(({ readSeconds }) => readSeconds)),
    assessSeconds: spread(told.map(({ assessSeconds }) => assessSeconds)),
    peakMebibytes: spread(told.map(({ peakMebibytes }) => peakMebibytes)),
    ...(values['no-lint'] ? {} : await linted(resources, directory, before)),
  };
}

/** @throws Error unless the command ends with a verdict */
async function commanded(directory: string): Promise<void> {
  const env = { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1', NODE_COMPILE_CACHE: '' };
  const args = [COMMAND, 'assess', directory, '--region', REGIONS[0], '--dr-region', REGIONS[1]];
  const ended = promisify(execFile)(process.execPath, args, { env, maxBuffer: 2 ** 28 });
  await ended.catch((error: Error & { code?: unknown }) => {
    if (error.code !== 1 && error.code !== 3) throw error;
  });
}

function once(directory: string): Promise<{ stdout: string }> {
  return promisify(execFile)(process.execPath, [ONCE, directory, ...REGIONS]);
}

async function linted(
  resources: number,
  directory: string,
  before: Row | undefined,
): Promise<Pick<Row, 'cfnLintSeconds' | 'cfnLintBoundSeconds'>> {
  if (resources > LINTED) {
    const [known, base] = [before?.cfnLintSeconds, before?.resources];
    if (known === undefined || base === undefined) return {};
    return { cfnLintBoundSeconds: (known * resources) / base };
  }
  const start = performance.now();
  // Its findings do not matter here, only its time; exit codes above 0 say that there are some.
  await cfnLint(await templatesIn(directory), REGIONS);
  return { cfnLintSeconds: (performance.now() - start) / 1000 };
}

async function templatesIn(directory: string): Promise<string[]> {
  const names = await readdir(directory);
  return names.filter((name) => name.endsWith('.template.json')).map((name) => join(directory, name));
}

function resourcesIn(directory: string): number {
  return readAssembly(directory).reduce(
    (sum, { template }) => sum + Object.keys(template.Resources ?? {}).length,
    0,
  );
}

function table(rows: readonly Row[]): string {
  const head = ['subject', 'resources', 'command', 'reading', 'assessing', 'peak memory', 'cfn-lint'];
  const body = rows.map((row) => [
    row.subject,
    String(row.resources),
    ...[row.commandSeconds, row.readSeconds, row.assessSeconds].map(({ median }) => `${median.toFixed(3)} s`),
    `${row.peakMebibytes.median.toFixed(0)} MiB`,
    lintCell(row),
  ]);
  return [head, ...body]
    .map(([first = '', ...rest]) => first.padEnd(12) + rest.map((cell) => cell.padStart(14)).join(''))
    .join('\n');
}

function lintCell({ cfnLintSeconds, cfnLintBoundSeconds }: Row): string {
  if (cfnLintSeconds !== undefined) return `${cfnLintSeconds.toFixed(1)} s`;
  return cfnLintBoundSeconds === undefined ? 'left out' : `> ${cfnLintBoundSeconds.toFixed(0)} s`;
}
