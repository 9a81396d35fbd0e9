import { attributeOf, concatenate } from './functions.ts';
import type { Resolver } from './resolve.ts';
import { isRecord, referencesIn, Unresolved, type Value } from './value.ts';

/** `Fn::Sub` as a text alone, or as a text with variables. `${!Name}` stands for the text `${Name}`. */
export function substitute(resolver: Resolver, argument: unknown, depth: number): Value {
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
  const wellFormed = !Array.isArray(argument) || (argument.length === 2 && isRecord(variables));
  if (typeof text !== 'string' || !wellFormed)
    return new Unresolved({ 'Fn::Sub': argument }, referencesIn(resolver.resolve(variables, depth)));
  const given = isRecord(variables) ? variables : {};
  const values = new Map<string, Value>();
  const named = (name: string): Value => {
    if (!values.has(name)) values.set(name, variable(resolver, name, given, depth));
    return values.get(name);
  };
  const parts = pieces(text).map(({ literal, name }) => (name === undefined ? literal : named(name)));
  return concatenate(resolver, parts, '', text);
}

function variable(resolver: Resolver, name: string, given: Record<string, unknown>, depth: number): Value {
  if (Object.hasOwn(given, name)) return resolver.resolve(given[name], depth);
  const at = name.indexOf('.');
  return at < 0 ? resolver.ref(name) : attributeOf(resolver, name.slice(0, at), name.slice(at + 1));
}

function pieces(text: string): { literal: string; name?: string }[] {
  const found: { literal: string; name?: string }[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.indexOf('${', at);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) break;
    if (start > at) found.push({ literal: text.slice(at, start) });
    const name = text.slice(start + 2, end).trim();
    found.push(name.startsWith('!') ? { literal: `\${${name.slice(1)}}` } : { literal: '', name });
    at = end + 1;
  }
  if (at < text.length || found.length === 0) found.push({ literal: text.slice(at) });
  return found;
}
