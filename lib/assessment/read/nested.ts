import { dirname, isAbsolute, join, normalize } from 'node:path';
import { kindOf, readText } from './files.ts';
import { MAX_NESTED_STACKS } from './limits.ts';
import { parseTemplate } from './parse.ts';
import { prepared } from './prepare.ts';
import { ReadError, type StackTemplate, type TemplateResource } from './template.ts';

/** A stack with the file it was read from; none for standard input. */
export interface LocatedStack {
  readonly stack: StackTemplate;
  readonly source?: string;
}

/**
 * The stack and all that it nests and whose templates lie beside it, each as a stack of its own. A nested stack whose
 * template is elsewhere stays a resource of its parent, and so is listed as not modelled.
 *
 * @throws ReadError when a nested template is damaged, or stacks nest themselves
 */
export function withNested(root: LocatedStack): LocatedStack[] {
  const found: LocatedStack[] = [];
  const waiting: { located: LocatedStack; above: readonly string[] }[] = [{ located: root, above: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { located, above } = next;
    found.push(located);
    if (found.length > MAX_NESTED_STACKS)
      throw new ReadError(
        `${root.stack.file} nests more than ${MAX_NESTED_STACKS} stacks; that is no deployment.`,
      );
    const { source } = located;
    if (source === undefined) continue;
    for (const [logicalId, resource] of Object.entries(located.stack.template.Resources ?? {})) {
      const path = nestedPath(resource, source);
      if (path === undefined) continue;
      if (path === source || above.includes(path)) {
        throw new ReadError(
          `${source} nests itself through ${logicalId.slice(0, 80)}; name another template there.`,
        );
      }
      waiting.push({ located: child(located.stack, logicalId, path, source), above: [...above, source] });
    }
  }
  return found;
}

function child(parent: StackTemplate, logicalId: string, path: string, source: string): LocatedStack {
  const { template, lines } = parseTemplate(readText(path), path);
  const stack: StackTemplate = {
    name: `${parent.name}-${logicalId}`,
    account: parent.account,
    region: parent.region,
    file: join(dirname(parent.file), relativeName(path, source)),
    path,
    lines,
    template,
    parent: { stack: parent.name, logicalId },
  };
  return { stack: prepared(stack, path), source: path };
}

function relativeName(path: string, source: string): string {
  const folder = join(dirname(source), '/');
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** The local file that a nested stack is created from: the asset of a CDK app, or a relative path before packaging. */
function nestedPath(resource: TemplateResource, source: string): string | undefined {
  if (resource.Type !== 'AWS::CloudFormation::Stack') return undefined;
  const { TemplateURL: url } = resource.Properties ?? {};
  const asset = resource.Metadata?.['aws:asset:path'];
  const local = typeof asset === 'string' ? asset : url;
  if (typeof local !== 'string' || local === '' || /^[a-z0-9+.-]+:\/\//i.test(local)) return undefined;
  const path = isAbsolute(local) ? local : normalize(join(dirname(source), local));
  return kindOf(path) === 'file' ? path : undefined;
}
