import { MAX_NESTING } from './limits.ts';
import type { Resolver } from './resolve.ts';
import { isRecord } from './value.ts';

/** Decides a condition's definition; undefined when the template does not, or its shape is wrong. */
export function decide(resolver: Resolver, definition: unknown, depth: number): boolean | undefined {
  if (depth > MAX_NESTING || !isRecord(definition)) return undefined;
  const entries = Object.entries(definition);
  const [first] = entries;
  if (entries.length !== 1 || first === undefined) return undefined;
  const [operator, operand] = first as [string, unknown];
  if (operator === 'Condition') return resolver.condition(operand, depth);
  if (!Array.isArray(operand) || operand.length === 0) return undefined;
  const several = () => operand.map((item) => decide(resolver, item, depth + 1));
  switch (operator) {
    case 'Fn::Not': {
      const [inner] = several();
      return inner === undefined || operand.length !== 1 ? undefined : !inner;
    }
    case 'Fn::And': {
      const all = several();
      if (all.includes(false)) return false;
      return all.includes(undefined) ? undefined : true;
    }
    case 'Fn::Or': {
      const any = several();
      if (any.includes(true)) return true;
      return any.includes(undefined) ? undefined : false;
    }
    case 'Fn::Equals':
      return equals(resolver, operand, depth);
    default:
      return undefined;
  }
}

function equals(resolver: Resolver, operands: readonly unknown[], depth: number): boolean | undefined {
  if (operands.length !== 2) return undefined;
  const [left, right] = operands.map((operand) => resolver.resolve(operand, depth));
  const known = [left, right].every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  return known ? String(left) === String(right) : undefined;
}
