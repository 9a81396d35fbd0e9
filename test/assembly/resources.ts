import type { Template, TemplateResource } from './template.ts';

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, TemplateResource> {
  return Object.fromEntries(
    Object.entries(template.Resources).filter(([, resource]) => resource.Type === type),
  );
}

/**
 * The one resource of a type.
 *
 * @throws Error when there is none, or more than one
 */
export function resourceOf(template: Template, type: string): TemplateResource {
  const found = Object.values(resourcesOf(template, type));
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`There are ${found.length} resources of type ${type}, not one.`);
  return only;
}

/** Properties of the one resource of a type. */
export function propertiesOf(template: Template, type: string): NonNullable<TemplateResource['Properties']> {
  return resourceOf(template, type).Properties ?? {};
}
