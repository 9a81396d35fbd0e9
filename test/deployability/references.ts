import { type Assembly, type AssemblyStack, objectsIn, type Template } from '../assembly.ts';

/** Names that every template may refer to. */
const PSEUDO = /^AWS::(AccountId|NotificationARNs|NoValue|Partition|Region|StackId|StackName|URLSuffix)$/;

/** Sentences on `Ref`, `Fn::GetAtt`, `Fn::Sub`, `DependsOn` and conditions that name nothing in the template. */
export function danglingInside(template: Template, stackName: string): string[] {
  const resources = new Set(Object.keys(template.Resources));
  const referable = new Set([...resources, ...Object.keys(template.Parameters ?? {})]);
  const conditions = new Set(Object.keys(template.Conditions ?? {}));
  const found: string[] = [];
  const check = (path: string, name: unknown, names: ReadonlySet<string>, kind: string) => {
    if (typeof name === 'string' && (names.has(name) || PSEUDO.test(name))) return;
    found.push(`${stackName} ${path}: ${kind} ${JSON.stringify(name)} is not in the template`);
  };
  // Rules have a language of their own; CDK writes one that looks at its version parameter.
  const { Rules: _rules, ...rest } = template;
  for (const { path, object } of objectsIn(rest)) {
    const keys = Object.keys(object);
    if (keys.length === 1 && 'Ref' in object) check(path, object.Ref, referable, 'Ref');
    if (keys.length === 1 && 'Condition' in object) check(path, object.Condition, conditions, 'Condition');
    if ('Fn::GetAtt' in object) {
      const target = object['Fn::GetAtt'];
      check(path, Array.isArray(target) ? target[0] : String(target).split('.')[0], resources, 'Fn::GetAtt');
    }
    if ('Fn::If' in object) check(path, (object['Fn::If'] as unknown[])[0], conditions, 'Fn::If');
    if ('Fn::Sub' in object) {
      for (const name of substituted(object['Fn::Sub'])) check(path, name, referable, 'Fn::Sub');
    }
  }
  for (const [logicalId, { DependsOn = [], Condition }] of Object.entries(template.Resources)) {
    for (const name of [DependsOn].flat()) check(logicalId, name, resources, 'DependsOn');
    if (Condition !== undefined) check(logicalId, Condition, conditions, 'Condition');
  }
  return found;
}

function substituted(value: unknown): string[] {
  const [text, own] = (Array.isArray(value) ? value : [value, {}]) as [string, Record<string, unknown>];
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name]) => (name ?? '').trim())
    .filter((name) => !(name in own))
    .map((name) => (name.startsWith('AWS::') ? name : (name.split('.')[0] ?? '')));
}

/** Sentences on outputs of other stacks that are not there, not reachable, or not deployed before. */
export function danglingBetween(assembly: Assembly): string[] {
  return assembly.stacks.flatMap((stack) => {
    const before = deployedBefore(assembly, stack);
    return [...objectsIn(stack.template)].flatMap(({ path, object }) => {
      const where = `${stack.name} ${path}`;
      if ('Fn::GetStackOutput' in object) {
        const wanted = object['Fn::GetStackOutput'] as StackOutput;
        return stackOutputFault(assembly, stack, wanted, before).map((fault) => `${where}: ${fault}`);
      }
      if ('Fn::ImportValue' in object) {
        return importFault(assembly, stack, object['Fn::ImportValue'], before).map((f) => `${where}: ${f}`);
      }
      return [];
    });
  });
}

interface StackOutput {
  readonly StackName: string;
  readonly OutputName: string;
  readonly Region?: unknown;
  readonly RoleArn?: unknown;
}

function stackOutputFault(
  assembly: Assembly,
  reader: AssemblyStack,
  { StackName, OutputName, Region, RoleArn }: StackOutput,
  before: ReadonlySet<string>,
): string[] {
  const source = assembly.stacks.find(({ name }) => name === StackName);
  if (!source) return [`there is no stack ${StackName}`];
  if (!(OutputName in (source.template.Outputs ?? {}))) return [`${StackName} has no output ${OutputName}`];
  const region = typeof Region === 'string' ? Region : reader.region;
  if (region !== source.region) return [`${StackName} is in ${source.region}, not in ${region}`];
  if (source.account !== reader.account && !RoleArn) return [`${StackName} is in another account`];
  return before.has(StackName) ? [] : [`${StackName} is not deployed before it`];
}

function importFault(
  assembly: Assembly,
  reader: AssemblyStack,
  name: unknown,
  before: ReadonlySet<string>,
): string[] {
  const source = assembly.stacks.find(({ template }) =>
    Object.values(template.Outputs ?? {}).some(
      ({ Export }) => JSON.stringify(Export?.Name) === JSON.stringify(name),
    ),
  );
  const label = JSON.stringify(name);
  if (!source) return [`no stack exports ${label}`];
  if (source.account !== reader.account || source.region !== reader.region) {
    return [`${label} is exported in ${source.account}/${source.region}, where an import cannot reach`];
  }
  return before.has(source.name) ? [] : [`${source.name} is not deployed before it`];
}

function deployedBefore(assembly: Assembly, stack: AssemblyStack): Set<string> {
  const found = new Set<string>();
  const visit = (names: readonly string[]) => {
    for (const name of names) {
      if (found.has(name)) continue;
      found.add(name);
      visit(assembly.stack(name).dependencies);
    }
  };
  visit(stack.dependencies);
  return found;
}
