import { EXPANSIONS, isPlain, type Properties } from './sam-expansions.ts';
import { isObject } from './shape.ts';
import type { StackTemplate, Template, TemplateResource } from './template.ts';

/**
 * Replaces the resources of the serverless transform that become one plain resource under the same logical id. What the
 * transform adds beside it (roles, permissions, event sources) decides no recovery; other serverless types stay, and so
 * are listed as not modelled.
 */
export function withoutServerless(stack: StackTemplate): StackTemplate {
  const { Resources: resources = {} } = stack.template;
  if (!Object.values(resources).some(({ Type: type }) => isExpanded(type))) return stack;
  const globals = (stack.template as { Globals?: unknown }).Globals;
  const entries = Object.entries(resources).map(([logicalId, resource]) => [
    logicalId,
    isExpanded(resource.Type) ? expanded(resource, globals) : resource,
  ]);
  return { ...stack, template: { ...stack.template, Resources: Object.fromEntries(entries) } as Template };
}

function isExpanded(type: unknown): boolean {
  return typeof type === 'string' && Object.hasOwn(EXPANSIONS, type);
}

function expanded(resource: TemplateResource, globals: unknown): TemplateResource {
  const expansion = EXPANSIONS[resource.Type];
  if (!expansion) return resource;
  const shared = isObject(globals) ? globals[expansion.globals] : undefined;
  const own = isObject(resource.Properties) ? resource.Properties : {};
  const properties = expansion.properties(isObject(shared) ? merged(shared, own) : own);
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return { ...resource, Type: expansion.type, Properties: Object.fromEntries(given) };
}

/** The transform joins lists, merges objects and lets the resource's own value win; a function is a value. */
function merged(shared: Properties, own: Properties): Properties {
  const entries = Object.entries(own).map(([key, value]): [string, unknown] => {
    const common = Object.hasOwn(shared, key) ? shared[key] : undefined;
    if (Array.isArray(common) && Array.isArray(value)) return [key, [...common, ...value]];
    if (isPlain(common) && isPlain(value)) return [key, merged(common, value)];
    return [key, value];
  });
  return Object.fromEntries([...Object.entries(shared), ...entries]);
}
