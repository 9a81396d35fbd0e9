import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Synthesis, synthesizeApp } from '../bin/start/synthesis.ts';
import { type AssemblyStack, readAssembly } from './assembly/assembly.ts';
import { once } from './assembly/once.ts';
import type { Template } from './assembly/template.ts';

export { type Assembly, type AssemblyAsset, type AssemblyStack, readAssembly } from './assembly/assembly.ts';
export { objectsIn, type Template, type TemplateResource } from './assembly/template.ts';

const ROOT = resolve(import.meta.dirname, '..');

export interface AssemblyOptions {
  /** @default 'production' */
  readonly environment?: string;
  /** Context as given with `-c key=value`. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** What came of a synthesis, its failing rules not yet looked at. */
export interface SynthesisResult extends Synthesis {
  /** Folder of the cloud assembly. */
  readonly dir: string;
}

/**
 * Synthesizes the platform, once per distinct options for all test files of a run. Failing rules do not make it fail:
 * they stand in the folder's `validation-report.json`.
 *
 * @returns folder of the cloud assembly, shared: read it, and change copies only
 * @throws Error with the app's output when the app itself failed
 */
export async function synthesize(options: AssemblyOptions = {}): Promise<string> {
  const { dir, exitCode, output } = await shared(options, false);
  if (exitCode !== 0) throw new Error(`Synthesis ended with exit code ${exitCode}:\n${output}`);
  return dir;
}

/** Like {@link synthesize}, but a failing rule fails the app as it fails `cdk synth`, and nothing is thrown. */
export function synthesizeStrictly(options: AssemblyOptions = {}): Promise<SynthesisResult> {
  return shared(options, true);
}

async function shared(options: AssemblyOptions, failOnViolations: boolean): Promise<SynthesisResult> {
  const runFolder = process.env.HOLDFAST_TEST_ASSEMBLIES;
  if (!runFolder) throw new Error('Assemblies are shared by the test run: start it with npm test or jest.');
  const context = { environment: options.environment ?? 'production', ...options.context };
  const key = JSON.stringify([
    Object.entries(context).sort(([a], [b]) => a.localeCompare(b)),
    failOnViolations,
  ]);
  const folder = join(runFolder, createHash('sha256').update(key).digest('hex').slice(0, 12));
  return once(folder, async () => {
    const dir = join(folder, 'cdk.out');
    return { dir, ...(await synthesizeApp({ root: ROOT, outdir: dir, context, failOnViolations })) };
  });
}

/**
 * Copies an assembly and changes the copy's templates, nested ones included.
 *
 * @param change is given each template to change in place
 * @returns folder of the copy; its assets are links to the original's
 */
export async function withTemplateChange(
  dir: string,
  change: (template: Template, stack: AssemblyStack) => void,
): Promise<string> {
  const copy = await mkdtemp(join(process.env.HOLDFAST_TEST_ASSEMBLIES ?? tmpdir(), 'changed-'));
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) await symlink(join(dir, entry.name), join(copy, entry.name));
    else await cp(join(dir, entry.name), join(copy, entry.name));
  }
  for (const stack of readAssembly(copy).stacks) {
    change(stack.template, stack);
    await writeFile(join(copy, stack.templateFile), JSON.stringify(stack.template, null, 1));
  }
  return copy;
}
