import { MAX_ITEMS } from './limits.ts';
import { Resolver } from './resolve.ts';
import { isRecord, type Reference, referencesIn, Unresolved, type Value } from './value.ts';

/** `Fn::ImportValue`: what another stack of the region exports under a name. */
export function importValue(resolver: Resolver, argument: unknown, depth: number): Value {
  const { stack, surroundings } = resolver;
  const exported = resolver.resolve(argument, depth);
  const found = typeof exported === 'string' ? surroundings.exportNamed(exported, stack.region) : undefined;
  if (found) return Resolver.of(found.stack, surroundings).shared(found.value);
  return new Unresolved({ 'Fn::ImportValue': argument }, referencesIn(exported));
}

/** `Fn::GetStackOutput`: the output of a stack by its name, also in another region. */
export function stackOutput(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::GetStackOutput': argument };
  const asked = resolver.resolve(argument, depth);
  if (!isRecord(asked)) return new Unresolved(expression, referencesIn(asked));
  const { StackName: name, Region: region, OutputName: output } = asked;
  if (typeof name !== 'string' || typeof output !== 'string') return new Unresolved(expression);
  const stack = resolver.surroundings.stackNamed(name, typeof region === 'string' ? region : undefined);
  const outputs = stack?.template.Outputs;
  if (!stack || !isRecord(outputs) || !Object.hasOwn(outputs, output)) return new Unresolved(expression);
  return Resolver.of(stack, resolver.surroundings).output(output);
}

/** Whether a value may go from stack to stack: a plain one, or a list of plain ones. */
export function isHandedOn(value: Value): boolean {
  if (!Array.isArray(value)) return !isRecord(value);
  return value.length <= MAX_ITEMS && value.every((item) => !Array.isArray(item) && !isRecord(item));
}

/** Every resource that a value names, each once. */
export function uniqueReferences(value: Value): Reference[] {
  const byName = new Map<string, Reference>();
  for (const one of referencesIn(value)) {
    byName.set(`${one.stack}/${one.logicalId}/${one.attribute}`, one);
  }
  return [...byName.values()].slice(0, MAX_ITEMS);
}
