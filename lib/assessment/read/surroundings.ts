import { Resolver, type Surroundings } from './resolve.ts';
import type { StackTemplate } from './template.ts';
import { isRecord } from './value.ts';

/** How the stacks of one input find each other: by name, by exports, and as nested stacks. */
export function surroundingsOf(stacks: readonly StackTemplate[]): Surroundings {
  const byName = new Map<string, StackTemplate[]>();
  const nested = new Map<string, StackTemplate>();
  for (const stack of stacks) {
    for (const name of new Set([stack.name, stack.deployedName ?? stack.name])) {
      const same = byName.get(name);
      if (same) same.push(stack);
      else byName.set(name, [stack]);
    }
    if (stack.parent) nested.set(`${stack.parent.stack}/${stack.parent.logicalId}`, stack);
  }
  let exported: Map<string, { stack: StackTemplate; value: unknown }> | undefined;
  const surroundings: Surroundings = {
    stackNamed: (name, region) =>
      byName.get(name)?.find((stack) => region === undefined || stack.region === region),
    exportNamed: (name, region) => {
      if (exported === undefined) {
        // While the names are evaluated, nothing is exported yet: a name may not be an import.
        exported = new Map();
        exported = exportsOf(stacks, surroundings);
      }
      return exported.get(`${region}/${name}`);
    },
    nestedIn: (stack, logicalId) => nested.get(`${stack.name}/${logicalId}`),
    parentOf: (stack) => byName.get(stack.parent?.stack ?? '')?.[0],
  };
  return surroundings;
}

function exportsOf(stacks: readonly StackTemplate[], surroundings: Surroundings) {
  const found = new Map<string, { stack: StackTemplate; value: unknown }>();
  for (const stack of stacks) {
    const { Outputs: outputs } = stack.template;
    for (const output of isRecord(outputs) ? Object.values(outputs) : []) {
      if (!isRecord(output) || !isRecord(output.Export)) continue;
      const name = Resolver.of(stack, surroundings).resolve(output.Export.Name);
      if (typeof name === 'string') found.set(`${stack.region}/${name}`, { stack, value: output.Value });
    }
  }
  return found;
}
