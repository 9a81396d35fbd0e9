import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReadError, type StackTemplate, type Template } from './template.ts';

interface Manifest {
  readonly artifacts?: Record<
    string,
    {
      readonly type: string;
      readonly environment?: string;
      readonly properties?: {
        readonly templateFile?: string;
        readonly stackName?: string;
        readonly directoryName?: string;
      };
    }
  >;
}

/**
 * Reads every stack of a cloud assembly (a `cdk.out` folder), stages included.
 *
 * @param nested folder of a stage inside the assembly that `directory` is the root of
 * @throws ReadError when the folder is not an assembly or a file of it is damaged
 */
export function readAssembly(directory: string, nested = ''): StackTemplate[] {
  const folder = join(directory, nested);
  const manifestFile = join(folder, 'manifest.json');
  const manifest = readJson<Manifest>(
    manifestFile,
    `${folder} is not a cloud assembly: synthesize first with "npm run synth", or name the folder that "cdk synth" wrote.`,
  );
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, artifact]) => {
    if (artifact.type === 'cdk:cloud-assembly')
      return readAssembly(directory, join(nested, artifact.properties?.directoryName ?? id));
    if (artifact.type !== 'aws:cloudformation:stack') return [];
    const file = artifact.properties?.templateFile;
    if (file === undefined)
      throw new ReadError(`${manifestFile} names no template for ${id}; synthesize again.`);
    const [account = 'unknown-account', region = 'unknown-region'] = (artifact.environment ?? '')
      .replace('aws://', '')
      .split('/');
    const template = readJson<Template>(
      join(folder, file),
      `${join(folder, file)} is named by the manifest but missing; synthesize again.`,
    );
    return [
      { name: artifact.properties?.stackName ?? id, account, region, file: join(nested, file), template },
    ];
  });
}

function readJson<T>(path: string, whenMissing: string): T {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ReadError(whenMissing);
  }
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new ReadError(
      `${path} is not valid JSON (${error instanceof Error ? error.message : String(error)}); synthesize again.`,
    );
  }
}
