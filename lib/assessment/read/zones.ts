import type { Resolver } from './resolve.ts';
import { referencesIn, Unresolved, type Value } from './value.ts';

/** No region has more zones. */
const MAX_ZONES = 6;

/** `Fn::GetAZs`: the names are not in the template, but two different positions are two different zones. */
export function zones(resolver: Resolver, argument: unknown, depth: number): Value {
  const asked = resolver.resolve(argument, depth);
  const region = asked === '' || asked === undefined || asked === null ? resolver.stack.region : asked;
  if (typeof region !== 'string') return new Unresolved({ 'Fn::GetAZs': argument }, referencesIn(asked));
  return Array.from({ length: MAX_ZONES }, (_, index) => `${region}#${index}`);
}
