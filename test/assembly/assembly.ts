import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Template } from './template.ts';

/** A stack of a cloud assembly with its template. */
export interface AssemblyStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
  /** Path of the template relative to the assembly. */
  readonly templateFile: string;
  /** Names of the stacks that are deployed before it. */
  readonly dependencies: readonly string[];
  /** True for a nested stack, which is part of its parent's deployment. */
  readonly nested: boolean;
}

export interface Assembly {
  readonly dir: string;
  /** All stacks, nested ones included. */
  readonly stacks: readonly AssemblyStack[];
  /** @throws Error that lists the names there are */
  stack(name: string): AssemblyStack;
  /** Every asset the stacks refer to. */
  readonly assets: readonly AssemblyAsset[];
}

export interface AssemblyAsset {
  readonly id: string;
  readonly kind: 'file' | 'docker image';
  /** Path relative to the assembly; absent when a command builds the asset. */
  readonly path: string | undefined;
  readonly packaging: string | undefined;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly stackName?: string;
    readonly templateFile?: string;
    readonly file?: string;
  };
}

interface AssetFile {
  readonly source: { readonly path?: string; readonly packaging?: string; readonly directory?: string };
}

/** Reads a cloud assembly as plain JSON, without the CDK. */
export function readAssembly(dir: string): Assembly {
  const json = (file: string): unknown => JSON.parse(readFileSync(join(dir, file), 'utf8'));
  const { artifacts } = json('manifest.json') as { artifacts: Record<string, Artifact> };
  const nameOf = (id: string): string => artifacts[id]?.properties?.stackName ?? id;
  const parents = Object.entries(artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, { environment = '', dependencies = [], properties }]): AssemblyStack => {
      const [account = '', region = ''] = environment.replace('aws://', '').split('/');
      const templateFile = properties?.templateFile ?? `${id}.template.json`;
      const isStack = (other: string) => artifacts[other]?.type === 'aws:cloudformation:stack';
      return {
        name: nameOf(id),
        account,
        region,
        templateFile,
        template: json(templateFile) as Template,
        dependencies: dependencies.filter(isStack).map(nameOf),
        nested: false,
      };
    });
  const stacks = parents.flatMap((stack) => [stack, ...nestedStacks(stack, json)]);
  return {
    dir,
    stacks,
    assets: Object.values(artifacts)
      .filter(({ type }) => type === 'cdk:asset-manifest')
      .flatMap(({ properties }) => (properties?.file ? assetsOf(json(properties.file)) : [])),
    stack(name) {
      const found = stacks.find((stack) => stack.name === name);
      if (!found) {
        throw new Error(`No stack ${name}; there are ${stacks.map((stack) => stack.name).join(', ')}.`);
      }
      return found;
    },
  };
}

function nestedStacks(parent: AssemblyStack, json: (file: string) => unknown): AssemblyStack[] {
  return Object.entries(parent.template.Resources).flatMap(([logicalId, { Type, Metadata }]) => {
    const templateFile = Metadata?.['aws:asset:path'];
    if (Type !== 'AWS::CloudFormation::Stack' || typeof templateFile !== 'string') return [];
    const stack: AssemblyStack = {
      ...parent,
      name: `${parent.name}/${logicalId}`,
      templateFile,
      template: json(templateFile) as Template,
      nested: true,
    };
    return [stack, ...nestedStacks(stack, json)];
  });
}

function assetsOf(manifest: unknown): AssemblyAsset[] {
  const { files = {}, dockerImages = {} } = manifest as {
    files?: Record<string, AssetFile>;
    dockerImages?: Record<string, AssetFile>;
  };
  return [
    ...Object.entries(files).map(
      ([id, { source }]): AssemblyAsset => ({
        id,
        kind: 'file',
        path: source.path,
        packaging: source.packaging,
      }),
    ),
    ...Object.entries(dockerImages).map(
      ([id, { source }]): AssemblyAsset => ({
        id,
        kind: 'docker image',
        path: source.directory,
        packaging: undefined,
      }),
    ),
  ];
}

/** Whether the asset's file or folder is in the assembly. */
export function assetExists(assembly: Assembly, asset: AssemblyAsset): boolean {
  return asset.path === undefined || existsSync(join(assembly.dir, asset.path));
}
