import type { StackTemplate } from './template.ts';

/**
 * The same stacks, each with a name of its own: one name in two regions is two stacks, and references must not mix them
 * up. A name that is given once stays.
 */
export function uniquelyNamed(stacks: readonly StackTemplate[]): StackTemplate[] {
  const taken = new Set<string>();
  const renamed = new Map<string, string>();
  let root = 0;
  return stacks.map((stack) => {
    if (!stack.parent) root += 1;
    const parent = stack.parent && {
      ...stack.parent,
      stack: renamed.get(`${root}/${stack.parent.stack}`) ?? stack.parent.stack,
    };
    const name = free(stack, taken);
    taken.add(name);
    renamed.set(`${root}/${stack.name}`, name);
    if (name === stack.name) return parent ? { ...stack, parent } : stack;
    return { ...stack, name, deployedName: stack.deployedName ?? stack.name, ...(parent ? { parent } : {}) };
  });
}

function free({ name, region }: StackTemplate, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const inRegion = `${name}@${region}`;
  if (!taken.has(inRegion)) return inRegion;
  let number = 2;
  while (taken.has(`${inRegion}-${number}`)) number += 1;
  return `${inRegion}-${number}`;
}
