import type { StackTemplate, TemplateResource } from '../../lib/assessment/read/template.ts';
import { isIrrelevant, isIrrelevantResource } from './irrelevant.ts';

/** One thing weakened: what, where, and the templates that result. */
export interface Mutant {
  /** Stable: `<stack> <logical id> <path> <operator>`. */
  readonly id: string;
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** `DatabaseInstance/MultiAZ` without list positions: what survivors are grouped and accepted by. */
  readonly group: string;
  readonly operator: Operator;
  readonly stacks: readonly StackTemplate[];
}

export type Operator =
  | 'remove resource'
  | 'remove'
  | 'flip'
  | 'zero'
  | 'drop item'
  | 'other place'
  | 'delete with stack';

type Change = { readonly path: readonly string[]; readonly operator: Operator; readonly value: unknown };

/** The value a change puts in place of a property that it takes away. */
const GONE = Symbol('gone');
const INTRINSIC = /^(Ref|Fn::.+)$/;

/** Every mutant of every relevant property of every relevant resource, in a stable order. */
export function* mutantsOf(stacks: readonly StackTemplate[]): Generator<Mutant> {
  const regions = [...new Set(stacks.map(({ region }) => region))].sort();
  for (const [position, stack] of stacks.entries()) {
    for (const [logicalId, resource] of Object.entries(stack.template.Resources ?? {})) {
      if (isIrrelevantResource(stack, logicalId, resource)) continue;
      const whole = { ...stack.template.Resources };
      delete whole[logicalId];
      yield mutant(stacks, position, logicalId, resource, [], 'remove resource', whole);
      for (const change of changesOf(resource, regions)) {
        const changed = replaced(resource, change.path, change.value) as TemplateResource;
        const resources = { ...stack.template.Resources, [logicalId]: changed };
        yield mutant(stacks, position, logicalId, resource, change.path, change.operator, resources);
      }
    }
  }
}

function mutant(
  stacks: readonly StackTemplate[],
  position: number,
  logicalId: string,
  { Type }: TemplateResource,
  path: readonly string[],
  operator: Operator,
  Resources: Record<string, TemplateResource>,
): Mutant {
  const stack = stacks[position];
  if (!stack) throw new RangeError(`There is no stack at ${position}.`);
  const mutated = stacks.map((one, index) =>
    index === position ? { ...one, template: { ...one.template, Resources } } : one,
  );
  const named = path.filter((key) => key !== 'Properties');
  const generic = named.filter((key) => !/^\d+$/.test(key)).join('.');
  return {
    id: [stack.name, logicalId, named.join('.'), operator].filter((part) => part !== '').join(' '),
    stack: stack.name,
    logicalId,
    type: Type,
    group: generic === '' ? Type : `${Type} ${generic}`,
    operator,
    stacks: mutated,
  };
}

function* changesOf(resource: TemplateResource, regions: readonly string[]): Generator<Change> {
  if (resource.DeletionPolicy !== undefined && resource.DeletionPolicy !== 'Delete')
    yield { path: ['DeletionPolicy'], operator: 'delete with stack', value: 'Delete' };
  if (JSON.stringify(resource.Metadata?.Holdfast ?? '').includes('TasksForDeclaredLoad'))
    yield { path: ['Metadata', 'Holdfast'], operator: 'remove', value: GONE };
  yield* changesIn(resource.Type, resource.Properties ?? {}, ['Properties'], regions);
}

function* changesIn(
  type: string,
  value: unknown,
  path: readonly string[],
  regions: readonly string[],
): Generator<Change> {
  const relevant = path
    .slice(1)
    .filter((key) => !/^\d+$/.test(key))
    .join('.');
  if (relevant !== '' && isIrrelevant(type, relevant)) return;
  const listed = /^\d+$/.test(path.at(-1) ?? '');
  if (path.length > 1) yield { path, operator: listed ? 'drop item' : 'remove', value: GONE };
  yield* replacements(value, path, regions);
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return;
  for (const [key, item] of Object.entries(value)) yield* changesIn(type, item, [...path, key], regions);
}

function* replacements(
  value: unknown,
  path: readonly string[],
  regions: readonly string[],
): Generator<Change> {
  if (typeof value === 'boolean') yield { path, operator: 'flip', value: !value };
  const number = Number(value);
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value)))
    if (number !== 0) yield { path, operator: 'zero', value: typeof value === 'string' ? '0' : 0 };
  const elsewhere = otherPlace(value, regions);
  if (elsewhere !== undefined) yield { path, operator: 'other place', value: elsewhere };
}

/** A text, or a reference to another stack, that names a region or a zone, turned to another one. */
function otherPlace(value: unknown, regions: readonly string[]): unknown {
  if (isIntrinsic(value)) {
    const output = (value as Record<string, unknown>)['Fn::GetStackOutput'];
    return output === undefined ? undefined : LOST_REFERENCE;
  }
  if (typeof value !== 'string') return undefined;
  const region = regions.find((name) => value.includes(name));
  if (region === undefined) return undefined;
  const zone = new RegExp(`^${region}([a-f])$`).exec(value)?.[1];
  if (zone !== undefined) return `${region}${zone === 'a' ? 'b' : 'a'}`;
  const other = regions.find((name) => name !== region);
  return other === undefined ? undefined : value.replaceAll(region, other);
}

/** What a reference is turned to: a text that names no resource of the templates. */
const LOST_REFERENCE = 'a-resource-that-is-in-no-template';

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...others] = Object.keys(value);
  return key !== undefined && others.length === 0 && INTRINSIC.test(key);
}

/** A copy with the value at `path` replaced or taken away; what lies beside the path is shared. */
function replaced(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const position = Number(key);
    const copy = [...whole];
    if (rest.length === 0 && value === GONE) copy.splice(position, 1);
    else copy[position] = replaced(whole[position], rest, value);
    return copy;
  }
  const copy: Record<string, unknown> = { ...(whole as Record<string, unknown>) };
  if (rest.length === 0 && value === GONE) delete copy[key];
  else copy[key] = replaced(copy[key], rest, value);
  return copy;
}
