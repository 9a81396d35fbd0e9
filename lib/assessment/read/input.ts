import { basename, join, relative } from 'node:path';
import { readAssembly } from './assembly.ts';
import { kindOf, readText } from './files.ts';
import { templatesIn } from './folder.ts';
import { MAX_JSON_BYTES } from './limits.ts';
import { type LocatedStack, withNested } from './nested.ts';
import { type Parsed, parseText, tooLarge } from './parse.ts';
import { prepared } from './prepare.ts';
import { asTemplate } from './shape.ts';
import { ReadError, type StackTemplate } from './template.ts';
import { uniquelyNamed } from './unique-names.ts';

/** Where templates without an environment are deployed, and with what. */
export interface InputOptions {
  readonly region: string;
  readonly account?: string;
  /** Values of parameters by name; they replace defaults in every template that has the parameter. */
  readonly parameters?: Record<string, string>;
  /** The text of standard input, for the path `-`. */
  readonly stdin?: () => Promise<string>;
}

/** What was read, and the files of folders that plainly are no templates. */
export interface Input {
  readonly stacks: readonly StackTemplate[];
  readonly skipped: readonly string[];
}

/**
 * Reads stacks from `cdk.out` folders, template files, folders of templates, and standard input (`-`).
 *
 * @throws ReadError with one sentence when anything named cannot be read as that
 */
export async function readInput(paths: readonly string[], options: InputOptions): Promise<StackTemplate[]> {
  return [...(await readInputCounted(paths, options)).stacks];
}

/** As `readInput`, and says what it left out. */
export async function readInputCounted(paths: readonly string[], options: InputOptions): Promise<Input> {
  const parts: Input[] = [];
  for (const path of paths) parts.push(path === '-' ? await fromStdin(options) : fromPath(path, options));
  const stacks = uniquelyNamed(parts.flatMap((part) => part.stacks));
  if (stacks.length === 0)
    throw new ReadError(
      `${paths.join(', ') || 'The input'} has no stacks; name a template, a folder of templates or a cdk.out.`,
    );
  refuseUnknownParameters(stacks, options.parameters ?? {});
  return { stacks, skipped: parts.flatMap(({ skipped }) => skipped) };
}

async function fromStdin(options: InputOptions): Promise<Input> {
  const text = await options.stdin?.();
  if (text === undefined)
    throw new ReadError('There is no standard input to read; name a file instead of "-".');
  if (text.length > MAX_JSON_BYTES) throw tooLarge('Standard input', text.length, MAX_JSON_BYTES, 'JSON');
  return {
    stacks: stacksOf(parseText(text, 'Standard input'), 'Standard input', 'stdin', '-', options),
    skipped: [],
  };
}

function fromPath(path: string, options: InputOptions): Input {
  switch (kindOf(path)) {
    case 'missing':
      throw new ReadError(
        `${path === '' ? 'An empty path' : path.slice(0, 300)} does not exist; name a template, a folder of templates or a cdk.out.`,
      );
    case 'file':
    case 'stream':
      return {
        stacks: stacksOf(parseText(readText(path), path), path, nameOf(path), path, options),
        skipped: [],
      };
    default:
      return kindOf(join(path, 'manifest.json')) === 'file'
        ? fromAssembly(path, options)
        : fromFolder(path, options);
  }
}

function fromAssembly(path: string, { region, account, parameters }: InputOptions): Input {
  const stacks = readAssembly(path, '', parameters).map((stack) => ({
    ...stack,
    region: stack.region === 'unknown-region' ? region : stack.region,
    account: stack.account === 'unknown-account' ? (account ?? stack.account) : stack.account,
  }));
  return { stacks, skipped: [] };
}

function fromFolder(folder: string, options: InputOptions): Input {
  const { templates, skipped } = templatesIn(folder);
  const stacks = templates.map(({ path, parsed }) => ({
    path,
    stacks: stacksOf(parsed, path, nameOf(path), relative(folder, path), options),
  }));
  // A template that another one nests is read with its parent's parameters, and not once more on its own.
  const nested = new Set(
    stacks.flatMap((one) => one.stacks.filter(({ parent }) => parent !== undefined).map(({ path }) => path)),
  );
  return {
    stacks: stacks.filter(({ path }) => !nested.has(path)).flatMap((one) => one.stacks),
    skipped,
  };
}

function stacksOf(
  { value, lines }: Parsed,
  where: string,
  name: string,
  file: string,
  { region, account, parameters }: InputOptions,
): StackTemplate[] {
  const stack: StackTemplate = {
    name,
    account: account ?? 'unknown-account',
    region,
    file,
    path: file === '-' ? '-' : where,
    lines,
    template: asTemplate(value, where),
    ...(parameters ? { parameters } : {}),
  };
  const located: LocatedStack = { stack: prepared(stack, where), ...(file === '-' ? {} : { source: where }) };
  return withNested(located).map((one) => one.stack);
}

function nameOf(path: string): string {
  return basename(path).replace(/(\.template)?\.(json|ya?ml)$|\.template$/i, '') || basename(path);
}

function refuseUnknownParameters(stacks: readonly StackTemplate[], parameters: Record<string, string>): void {
  const known = new Set(stacks.flatMap(({ template }) => Object.keys(template.Parameters ?? {})));
  const unknown = Object.keys(parameters).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const some = [...known].sort().slice(0, 8).join(', ');
  throw new ReadError(
    `No template has a parameter ${JSON.stringify(unknown.slice(0, 80))}; ${some === '' ? 'none has any' : `known are ${some}`}.`,
  );
}
