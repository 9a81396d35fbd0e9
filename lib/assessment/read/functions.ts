import { MAX_ITEMS, MAX_TEXT } from './limits.ts';
import { Resolver } from './resolve.ts';
import { isRecord, Reference, referencesIn, Unresolved, type Value } from './value.ts';

/** `Fn::GetAtt` in both forms; an output of a nested stack that was read is followed into it. */
export function getAtt(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::GetAtt': argument };
  if (typeof argument === 'string') {
    const at = argument.indexOf('.');
    return at < 0
      ? new Unresolved(expression)
      : attributeOf(resolver, argument.slice(0, at), argument.slice(at + 1));
  }
  if (!Array.isArray(argument) || argument.length < 2) return new Unresolved(expression);
  const [logicalId, ...attribute] = argument.map((part: unknown) => resolver.resolve(part, depth));
  if (typeof logicalId !== 'string') return new Unresolved(expression);
  if (!attribute.every((part) => typeof part === 'string'))
    return new Unresolved(expression, [new Reference(resolver.stack.name, logicalId)]);
  return attributeOf(resolver, logicalId, attribute.join('.'));
}

export function attributeOf(resolver: Resolver, logicalId: string, attribute: string): Value {
  const nested = attribute.startsWith('Outputs.')
    ? resolver.surroundings.nestedIn?.(resolver.stack, logicalId)
    : undefined;
  if (nested) return Resolver.of(nested, resolver.surroundings).output(attribute.slice('Outputs.'.length));
  return new Reference(resolver.stack.name, logicalId, attribute);
}

export function join(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::Join': argument };
  if (!Array.isArray(argument) || argument.length !== 2) return new Unresolved(expression);
  const separator = resolver.resolve(argument[0], depth);
  const list = resolver.resolve(argument[1], depth);
  if (typeof separator !== 'string' || !Array.isArray(list))
    return new Unresolved(expression, referencesIn(list));
  return concatenate(resolver, list, separator, argument);
}

export function select(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::Select': argument };
  if (!Array.isArray(argument) || argument.length !== 2) return new Unresolved(expression);
  const index = resolver.resolve(argument[0], depth);
  const list = resolver.resolve(argument[1], depth);
  const at = typeof index === 'number' || typeof index === 'string' ? Number(index) : Number.NaN;
  if (!Array.isArray(list) || index === '' || !Number.isInteger(at) || at < 0 || at >= list.length)
    return new Unresolved(expression, referencesIn(list));
  return list[at];
}

export function split(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::Split': argument };
  if (!Array.isArray(argument) || argument.length !== 2) return new Unresolved(expression);
  const separator = resolver.resolve(argument[0], depth);
  const text = resolver.resolve(argument[1], depth);
  if (typeof separator !== 'string' || separator === '' || typeof text !== 'string')
    return new Unresolved(expression, referencesIn(text));
  const parts = text.split(separator, MAX_ITEMS + 1);
  return parts.length > MAX_ITEMS || !resolver.affords(text.length) ? new Unresolved(expression) : parts;
}

/** Mappings hold texts and lists of texts, never functions, so that what is found is the value. */
export function findInMap(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::FindInMap': argument };
  if (!Array.isArray(argument) || argument.length < 3 || argument.length > 4)
    return new Unresolved(expression);
  const keys = argument.slice(0, 3).map((key: unknown) => resolver.resolve(key, depth));
  let found: unknown = resolver.stack.template.Mappings;
  for (const key of keys) {
    const known = typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean';
    if (!known) return new Unresolved(expression, referencesIn(keys));
    found = isRecord(found) && Object.hasOwn(found, String(key)) ? found[String(key)] : undefined;
  }
  if (found === undefined || found === null) {
    const fallback: unknown = argument[3];
    return isRecord(fallback) && Object.hasOwn(fallback, 'DefaultValue')
      ? resolver.resolve(fallback.DefaultValue, depth)
      : new Unresolved(expression);
  }
  const plain = Array.isArray(found)
    ? found.every((item) => typeof item !== 'object')
    : typeof found !== 'object';
  return plain ? (found as Value) : new Unresolved(expression);
}

export function length(resolver: Resolver, argument: unknown, depth: number): Value {
  const list = resolver.resolve(argument, depth);
  return Array.isArray(list) ? list.length : new Unresolved({ 'Fn::Length': argument }, referencesIn(list));
}

export function toJsonString(resolver: Resolver, argument: unknown, depth: number): Value {
  const expression = { 'Fn::ToJsonString': argument };
  const value = resolver.resolve(argument, depth);
  if ((!isRecord(value) && !Array.isArray(value)) || !isKnown(value))
    return new Unresolved(expression, referencesIn(value));
  const text = JSON.stringify(value);
  return text.length > MAX_TEXT || !resolver.affords(text.length) ? new Unresolved(expression) : text;
}

/** A function whose result only CloudFormation knows, such as `Fn::Cidr` and `Fn::Transform`. */
export function cidrLike(resolver: Resolver, expression: unknown, argument: unknown, depth: number): Value {
  return new Unresolved(expression, referencesIn(resolver.resolve(argument, depth)));
}

/** One text of several values, as long as all are known and the text stays one that a property can hold. */
export function concatenate(
  resolver: Resolver,
  parts: readonly Value[],
  separator: string,
  expression: unknown,
): Value {
  const [only] = parts;
  if (parts.length === 1) return only;
  if (!parts.every((part) => ['string', 'number', 'boolean'].includes(typeof part)))
    return new Unresolved(expression, referencesIn(parts));
  const size = parts.reduce<number>((sum, part) => sum + String(part).length + separator.length, 0);
  return size > MAX_TEXT || !resolver.affords(size)
    ? new Unresolved(expression)
    : parts.map(String).join(separator);
}

function isKnown(value: Value): boolean {
  if (value instanceof Reference || value instanceof Unresolved) return false;
  if (Array.isArray(value)) return value.every(isKnown);
  return !isRecord(value) || Object.values(value).every(isKnown);
}
