import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Files that a failed synthesis would leave behind from the run before. */
const RESULTS = [
  'manifest.json',
  'validation-report.json',
  'holdfast-assessment.json',
  'holdfast-assessment.html',
];

/** What the `cdk` command adds to the context of every app. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:version-reporting': true,
  'aws:cdk:bundling-stacks': ['**'],
};

export interface SynthesisOptions {
  /** Folder of the project. */
  readonly root: string;
  /** The app's file, inside `root`. @default 'bin/platform.ts' */
  readonly app?: string;
  /** Folder of the cloud assembly; its previous results are removed. */
  readonly outdir: string;
  /** Context beside that of cdk.json, like `-c key=value`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Whether a failing validation rule fails the app itself. The report is written in both cases. @default false */
  readonly failOnViolations?: boolean;
  /** Environment variables beside the present ones. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Synthesis {
  readonly exitCode: number;
  /** Everything the app printed. */
  readonly output: string;
}

/**
 * Runs the app the way `cdk synth` does: same context, same variables, a process of its own. What differs is the
 * default for failing rules: like the `cdk` command, the caller reads `validation-report.json` afterwards.
 */
export function synthesizeApp(options: SynthesisOptions): Promise<Synthesis> {
  const { root, app = 'bin/platform.ts', outdir, context, failOnViolations = false } = options;
  for (const file of RESULTS) rmSync(join(outdir, file), { force: true });
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [app], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        // Under "test" a failing rule throws inside the app instead of being reported.
        NODE_ENV: process.env.NODE_ENV === 'test' ? '' : process.env.NODE_ENV,
        ...options.env,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({
          ...fileContext(root, 'cdk.json'),
          ...fileContext(root, 'cdk.context.json'),
          ...context,
          ...CLI_CONTEXT,
          '@aws-cdk/core:failSynthOnValidationErrors': failOnViolations,
        }),
      },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }));
  });
}

function fileContext(root: string, name: string): Record<string, unknown> {
  const file = join(root, name);
  if (!existsSync(file)) return {};
  const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  return name === 'cdk.json' ? ((content.context ?? {}) as Record<string, unknown>) : content;
}
