import { join } from 'node:path';
import { kindOf, readText } from './files.ts';
import { withNested } from './nested.ts';
import { parseTemplate, parseText } from './parse.ts';
import { prepared } from './prepare.ts';
import { isObject } from './shape.ts';
import { ReadError, type StackTemplate } from './template.ts';
import { uniquelyNamed } from './unique-names.ts';

/** Stages inside stages; a CDK app has one level. */
const MAX_STAGES = 10;

/**
 * Reads every stack of a cloud assembly (a `cdk.out` folder), stages and nested stacks included.
 *
 * @param nested folder of a stage inside the assembly that `directory` is the root of
 * @param parameters values that replace the defaults of the templates' parameters
 * @throws ReadError when the folder is not an assembly or a file of it is damaged
 */
export function readAssembly(
  directory: string,
  nested = '',
  parameters?: Readonly<Record<string, string>>,
): StackTemplate[] {
  return uniquelyNamed(stacksIn(directory, nested, parameters, 0));
}

function stacksIn(
  directory: string,
  nested: string,
  parameters: Readonly<Record<string, string>> | undefined,
  stage: number,
): StackTemplate[] {
  const folder = join(directory, nested);
  const manifestFile = join(folder, 'manifest.json');
  if (kindOf(manifestFile) !== 'file') {
    throw new ReadError(
      `${folder} is not a cloud assembly: synthesize first with "npm run synth", or name the folder that "cdk synth" wrote.`,
    );
  }
  if (stage > MAX_STAGES)
    throw new ReadError(`${manifestFile} has stages that contain themselves; synthesize again.`);
  const manifest = parseManifest(manifestFile);
  return Object.entries(manifest).flatMap(([id, artifact]) => {
    const { type, properties: given, environment } = artifact;
    const properties = isObject(given) ? given : {};
    if (type === 'cdk:cloud-assembly') {
      const name = typeof properties.directoryName === 'string' ? properties.directoryName : id;
      return stacksIn(directory, join(nested, name), parameters, stage + 1);
    }
    if (type !== 'aws:cloudformation:stack') return [];
    const { templateFile: file, stackName } = properties;
    if (typeof file !== 'string')
      throw new ReadError(`${manifestFile} names no template for ${id}; synthesize again.`);
    const path = join(folder, file);
    if (kindOf(path) !== 'file')
      throw new ReadError(`${path} is named by the manifest but missing; synthesize again.`);
    const [account = 'unknown-account', region = 'unknown-region'] = (
      typeof environment === 'string' ? environment : ''
    )
      .replace('aws://', '')
      .split('/')
      .map((part) => part || undefined);
    const stack: StackTemplate = {
      name: typeof stackName === 'string' ? stackName : id,
      account,
      region,
      file: join(nested, file),
      path,
      ...parseTemplate(readText(path), path),
      ...(parameters ? { parameters } : {}),
    };
    const located = { stack: prepared(stack, path), source: path };
    return withNested(located).map((one) => one.stack);
  });
}

function parseManifest(path: string): Record<string, Record<string, unknown>> {
  const { value } = parseText(readText(path), path);
  const artifacts = isObject(value) ? (value.artifacts ?? {}) : undefined;
  if (!isObject(artifacts) || !Object.values(artifacts).every(isObject))
    throw new ReadError(`${path} is not the manifest of a cloud assembly; synthesize again.`);
  return artifacts as Record<string, Record<string, unknown>>;
}
