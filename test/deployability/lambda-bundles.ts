import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly, AssemblyStack, TemplateResource } from '../assembly.ts';
import { command } from '../requirements/command.ts';

const LOADER = join(import.meta.dirname, 'load-handler.mjs');

/** A Lambda function of a template with the code that is deployed for it. */
export interface LambdaBundle {
  /** `<stack>/<logicalId>`. */
  readonly id: string;
  /** Folder with the code; absent when the assembly lacks it. */
  readonly folder: string | undefined;
  /** `<file without extension>.<export>`. */
  readonly handler: string;
  readonly runtime: string;
  readonly region: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** All Lambda functions whose code is JavaScript. */
export function nodeFunctions(assembly: Assembly): LambdaBundle[] {
  return assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Type, Properties }]) => Type === 'AWS::Lambda::Function' && isNode(Properties?.Runtime))
      .map(([logicalId, resource]) => bundle(assembly, stack, logicalId, resource)),
  );
}

/** A runtime that a mapping chooses by region is one of CDK's own providers, and those are all Node's. */
const isNode = (runtime: unknown) => typeof runtime !== 'string' || runtime.startsWith('nodejs');

function bundle(
  assembly: Assembly,
  stack: AssemblyStack,
  logicalId: string,
  { Properties = {} }: TemplateResource,
): LambdaBundle {
  const variables = Object.entries((Properties.Environment?.Variables ?? {}) as Record<string, unknown>);
  return {
    id: `${stack.name}/${logicalId}`,
    folder: codeFolder(assembly, Properties.Code),
    handler: Properties.Handler,
    runtime: typeof Properties.Runtime === 'string' ? Properties.Runtime : "the region's newest Node",
    region: stack.region,
    environment: Object.fromEntries(
      variables.map(([name, value]) => [name, typeof value === 'string' ? value : 'resolved-at-deployment']),
    ),
  };
}

function codeFolder(assembly: Assembly, code: Record<string, unknown>): string | undefined {
  if (typeof code.ZipFile === 'string') {
    const folder = mkdtempSync(join(process.env.HOLDFAST_TEST_ASSEMBLIES ?? tmpdir(), 'inline-'));
    writeFileSync(join(folder, 'index.js'), code.ZipFile);
    return folder;
  }
  const key = String(code.S3Key).replace(/\.zip$/, '');
  const asset = assembly.assets.find(({ id }) => id === key);
  const folder = asset?.path && join(assembly.dir, asset.path);
  return folder && existsSync(folder) ? folder : undefined;
}

/**
 * Loads the code in a process of its own, with the function's environment variables, and looks for its handler.
 *
 * @returns what is wrong, or `undefined`
 */
export async function loadFault({
  folder,
  handler,
  region,
  environment,
}: LambdaBundle): Promise<string | undefined> {
  if (!folder) return 'its code is not in the assembly';
  const assigned = Object.entries({ ...environment, AWS_REGION: region }).map(([k, v]) => `${k}=${v}`);
  const loaded = await command('env', [...assigned, process.execPath, LOADER, folder, handler]);
  return loaded.exitCode === 0 ? undefined : loaded.stderr.trim();
}
