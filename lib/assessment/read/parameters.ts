import { MAX_ITEMS } from './limits.ts';
import { Resolver } from './resolve.ts';
import { isRecord, referencesIn, Unresolved, type Value } from './value.ts';

/**
 * A parameter's value: what the user gives, else what the parent stack hands down, else the default. A parameter that
 * names an SSM parameter has its value elsewhere, whatever the name is.
 */
export function parameterValue(resolver: Resolver, name: string, definition: unknown): Value {
  const unresolved = new Unresolved({ Ref: name });
  if (!isRecord(definition)) return unresolved;
  const type = typeof definition.Type === 'string' ? definition.Type : 'String';
  if (type.startsWith('AWS::SSM::Parameter')) return unresolved;
  const { parameters } = resolver.stack;
  if (parameters && Object.hasOwn(parameters, name)) return typed(parameters[name], type, unresolved);
  const handed = handedDown(resolver, name);
  return typed(handed === undefined ? definition.Default : handed, type, unresolved);
}

function handedDown(resolver: Resolver, name: string): Value {
  const { stack, surroundings } = resolver;
  const parent = stack.parent && surroundings.parentOf?.(stack);
  const properties = parent?.template.Resources?.[stack.parent?.logicalId ?? '']?.Properties;
  const given = isRecord(properties) ? properties.Parameters : undefined;
  if (!parent || !isRecord(given) || !Object.hasOwn(given, name)) return undefined;
  return Resolver.of(parent, surroundings).shared(given[name]);
}

function typed(value: Value, type: string, unresolved: Unresolved): Value {
  if (value === undefined || value === null) return unresolved;
  if (type.startsWith('List<') || type === 'CommaDelimitedList') return listOf(value, type, unresolved);
  if (type === 'Number') {
    if (typeof value === 'object') return passedOn(value, unresolved);
    const text = String(value).trim();
    return text !== '' && Number.isFinite(Number(text)) ? Number(text) : unresolved;
  }
  return passedOn(value, unresolved);
}

function listOf(value: Value, type: string, unresolved: Unresolved): Value {
  if (Array.isArray(value)) return passedOn(value, unresolved);
  if (typeof value === 'object') return passedOn(value, unresolved);
  const items = String(value)
    .split(',')
    .map((item) => item.trim());
  if (items.length > MAX_ITEMS) return unresolved;
  if (type !== 'List<Number>') return items;
  return items.map((item) => (item !== '' && Number.isFinite(Number(item)) ? Number(item) : unresolved));
}

/** A parameter is a text or a list of texts; anything else was not meant as its value. */
function passedOn(value: Value, unresolved: Unresolved): Value {
  return isRecord(value) ? new Unresolved(unresolved.expression, referencesIn(value)) : value;
}
