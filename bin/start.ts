import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Assessment } from '../lib/assessment/model.ts';
import { renderTable } from '../lib/assessment/report/table.ts';
import { BAD_INPUT } from './exit-code.ts';
import { hasColour, step } from './setup/progress.mjs';
import { deployCommands, readStacks } from './start/deployment.ts';
import { exitCode } from './start/exit-code.ts';
import { runLocalPlatform } from './start/local-platform.ts';
import { HELP, parseOptions, type StartOptions, UsageError } from './start/options.ts';
import { synthesizeApp } from './start/synthesis.ts';
import { failingViolations, renderViolation } from './start/violations.ts';

const ROOT = join(import.meta.dirname, '..');
const OUTDIR = join(ROOT, 'cdk.out');
/** Name that the assessment's rules carry in the validation report. */
const ASSESSMENT_PLUGIN = /holdfast/i;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  let options: StartOptions;
  try {
    options = parseOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return BAD_INPUT;
  }
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  return start(options);
}

async function start({ environment, strategy, check, json, platform }: StartOptions): Promise<number> {
  const context = { environment, ...(strategy === undefined ? {} : { strategy }) };
  const synthesis = step(`Synthesize and assess ${[environment, strategy].filter(Boolean).join(', ')}`);
  const { exitCode: failed, output } = await synthesizeApp({ root: ROOT, outdir: OUTDIR, context });
  const file = join(OUTDIR, 'holdfast-assessment.json');
  if (failed !== 0 || !existsSync(file)) {
    synthesis.fail();
    if (output) console.error(output.trimEnd());
    if (failed === 0)
      console.error('The app ended well, but it wrote no assessment (cdk.out/holdfast-assessment.json).');
    return BAD_INPUT;
  }
  synthesis.done();

  const text = readFileSync(file, 'utf8');
  const assessment = JSON.parse(text) as Assessment;
  const others = failingViolations(OUTDIR).filter(({ plugin }) => !ASSESSMENT_PLUGIN.test(plugin));
  if (json) process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  else print(assessment, context);
  if (others.length > 0) {
    console.error(`\n${others.length} more rules fail; cdk synth and cdk deploy refuse these templates:`);
    for (const violation of others) console.error(renderViolation(violation));
  }
  if (platform && !(await runLocalPlatform(check))) return BAD_INPUT;
  return check ? exitCode(assessment.verdict, others.length) : 0;
}

function print(assessment: Assessment, context: Readonly<Record<string, string>>): void {
  const { stdout } = process;
  const html = join(OUTDIR, 'holdfast-assessment.html');
  const stacks = readStacks(OUTDIR);
  const workload = assessment.components.find(({ primary }) => primary)?.account ?? stacks[0]?.account ?? '';
  stdout.write(renderTable(assessment, { color: hasColour(stdout), width: stdout.columns ?? 110 }));
  stdout.write(`\nReport   ${relative(process.cwd(), html)}  (open ${pathToFileURL(html)})\n`);
  stdout.write(`Deploy   ${deployCommands(stacks, workload, context).join('\n         ')}\n`);
  stdout.write(`Order    ${stacks.map(({ name }) => name).join(', ')}\n`);
}
