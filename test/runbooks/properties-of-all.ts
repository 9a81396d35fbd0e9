import { resourcesOf } from '../assembly/resources.ts';
import type { TemplateResource } from '../assembly/template.ts';
import type { Assembly } from '../assembly.ts';

/** Properties of every resource of a type, over all stacks. */
export function propertiesOfAll(
  { stacks }: Assembly,
  type: string,
): NonNullable<TemplateResource['Properties']>[] {
  return stacks.flatMap(({ template }) =>
    Object.values(resourcesOf(template, type)).map(({ Properties = {} }) => Properties),
  );
}
