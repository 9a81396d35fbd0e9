import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-synthetics';
import { buildSync } from 'esbuild';

const ENTRY = join(import.meta.dirname, '../../../lambdas/outside-canary/handler.ts');

/**
 * The script as text in the template: it is small, and the CDK looks for the files of a canary also when only another
 * stack is deployed, for which it has not bundled them.
 *
 * @throws Error when esbuild gives anything but one file
 */
export function canaryCode(): Code {
  const { outputFiles } = buildSync({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    logLevel: 'warning',
  });
  const [script] = outputFiles;
  if (!script || outputFiles.length > 1) {
    throw new Error(`${ENTRY} must bundle into one file, and gave ${outputFiles.length}.`);
  }
  return Code.fromInline(script.text);
}
