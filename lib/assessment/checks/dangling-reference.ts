import type { Finding } from '../model.ts';
import type { StackTemplate } from '../read/template.ts';
import type { Check } from './check.ts';

const PSEUDO_PARAMETER = /^AWS::/;

/** What a template refers to must be there: a stack that names nothing cannot be deployed, so it proves nothing. */
export const danglingReference: Check = (context) => {
  const stacks = new Map(
    context.graph.stacks.map((stack) => [`${stack.region}/${stack.name}`, stack] as const),
  );
  return context.graph.stacks.flatMap((stack) => {
    // A transform may add resources and loop variables of its own.
    if ('Transform' in stack.template) return [];
    return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
      const missing = missingIn(resource.Properties, stack, stacks);
      return missing === undefined ? [] : [finding(stack, logicalId, missing)];
    });
  });
};

function finding(stack: StackTemplate, logicalId: string, missing: string): Finding {
  return {
    rule: 'dangling-reference',
    severity: 'unproven',
    disruptions: [],
    criteria: ['D5'],
    message: `${logicalId} of ${stack.name} refers to ${missing}, which is not in the templates, so the stack cannot be deployed as it stands.`,
    mends: [
      {
        stack: stack.name,
        logicalId,
        property: 'Properties',
        change: `Define ${missing}, or refer to something else`,
      },
    ],
  };
}

type Stacks = ReadonlyMap<string, StackTemplate>;

/** @returns the name of the first reference that leads nowhere */
function missingIn(value: unknown, stack: StackTemplate, stacks: Stacks): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const missing = missingAt(key, item, stack, stacks) ?? missingIn(item, stack, stacks);
    if (missing !== undefined) return missing;
  }
  return undefined;
}

function missingAt(key: string, item: unknown, stack: StackTemplate, stacks: Stacks): string | undefined {
  const { Resources = {}, Parameters = {} } = stack.template;
  switch (key) {
    case 'Ref':
      return typeof item !== 'string' ||
        item in Resources ||
        item in Parameters ||
        PSEUDO_PARAMETER.test(item)
        ? undefined
        : item;
    case 'Fn::GetAtt': {
      const name: unknown = Array.isArray(item) ? item[0] : item;
      const logicalId = typeof name === 'string' ? (name.split('.')[0] ?? '') : undefined;
      return logicalId === undefined || logicalId in Resources ? undefined : logicalId;
    }
    case 'Fn::GetStackOutput':
      return missingOutput(item, stack, stacks);
    default:
      return undefined;
  }
}

function missingOutput(item: unknown, stack: StackTemplate, stacks: Stacks): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { StackName, OutputName, Region } = item as Record<string, unknown>;
  if (typeof StackName !== 'string' || typeof OutputName !== 'string') return undefined;
  const source = stacks.get(`${typeof Region === 'string' ? Region : stack.region}/${StackName}`);
  // A stack that is not at hand may well have the output.
  if (!source) return undefined;
  const output = source.template.Outputs?.[OutputName];
  if (output === undefined) return `output ${OutputName} of ${StackName}`;
  return missingIn(output.Value, source, stacks);
}
