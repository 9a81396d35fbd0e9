import type { AssemblyStack } from '../../assembly.ts';

export interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** A statement of a function's role; resources that are not text are left as JSON. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

interface FunctionFound {
  readonly logicalId: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of any shape
  readonly [property: string]: any;
}

/** @param name the end of its literal name, e.g. `backup-copies` */
export function functionNamed(stack: AssemblyStack, name: string): FunctionFound {
  const found = Object.entries(stack.template.Resources).find(
    ([, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' && String(Properties?.FunctionName).endsWith(`-${name}`),
  );
  if (!found?.[1].Properties) throw new Error(`${stack.name} has no function ${name}.`);
  return { logicalId: found[0], ...found[1].Properties };
}

/** What the role of a function may do by its own policies. */
export function statementsOf(stack: AssemblyStack, name: string): Permission[] {
  const [role] = functionNamed(stack, name).Role['Fn::GetAtt'];
  return Object.values(stack.template.Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::IAM::Policy' &&
        Properties?.Roles.some((one: { readonly Ref?: string }) => one.Ref === role),
    )
    .flatMap(({ Properties }) => Properties?.PolicyDocument.Statement as Statement[])
    .map(({ Action, Resource, Condition }) => ({
      actions: [Action].flat(),
      resources: [Resource].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
      conditions: Condition,
    }));
}
