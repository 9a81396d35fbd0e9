import { ReadError, type Template } from './template.ts';

const SECTIONS = ['Parameters', 'Mappings', 'Conditions', 'Outputs', 'Metadata'] as const;

/** Whether a parsed file says of itself that it is a template, or has resources with types as templates have. */
export function looksLikeTemplate(value: unknown): boolean {
  if (!isObject(value)) return false;
  if (Object.hasOwn(value, 'AWSTemplateFormatVersion')) return true;
  const resources = value.Resources;
  return (
    isObject(resources) &&
    Object.values(resources).some(
      (one) => isObject(one) && typeof one.Type === 'string' && /^\w+::/.test(one.Type),
    )
  );
}

/**
 * The parsed file as a template.
 *
 * @throws ReadError when a part that decides the meaning of others has the wrong shape
 */
export function asTemplate(value: unknown, where: string): Template {
  if (!isObject(value)) {
    throw new ReadError(
      `${where} holds ${nameOf(value)}, not a template; a template is an object with Resources.`,
    );
  }
  for (const section of SECTIONS) {
    const found = value[section];
    if (found !== undefined && found !== null && !isObject(found))
      throw new ReadError(`${where} has ${nameOf(found)} for ${section}; write an object there.`);
  }
  if (!Object.hasOwn(value, 'Resources')) {
    throw new ReadError(
      `${where} has no Resources, so it is not a CloudFormation template; name one that has.`,
    );
  }
  if (!isObject(value.Resources)) {
    throw new ReadError(
      `${where} has ${nameOf(value.Resources)} for Resources; write an object of logical ids there.`,
    );
  }
  for (const [logicalId, resource] of Object.entries(value.Resources)) {
    if (!isMacro(logicalId)) checkResource(logicalId, resource, where);
  }
  return withoutEmptySections(value);
}

/** Keys of `Resources` that a macro replaces by resources, such as `Fn::ForEach::Topics` and `Fn::Transform`. */
export function isMacro(logicalId: string): boolean {
  return logicalId.startsWith('Fn::');
}

function checkResource(logicalId: string, resource: unknown, where: string): void {
  const place = `${where} has a resource ${JSON.stringify(logicalId.slice(0, 80))}`;
  if (!isObject(resource))
    throw new ReadError(`${place} that is ${nameOf(resource)}; write an object with a Type there.`);
  if (typeof resource.Type !== 'string' || resource.Type === '')
    throw new ReadError(`${place} without a Type; name one such as AWS::S3::Bucket.`);
  for (const part of ['Properties', 'Metadata']) {
    const found = resource[part];
    if (found !== undefined && found !== null && !isObject(found))
      throw new ReadError(`${place} with ${nameOf(found)} for ${part}; write an object there.`);
  }
}

/** YAML with nothing behind `Parameters:` says null where it means that there are none. */
function withoutEmptySections(value: Record<string, unknown>): Template {
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries) as Template;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
