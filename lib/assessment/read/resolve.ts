import { decide } from './conditions.ts';
import { cidrLike, findInMap, getAtt, join, length, select, split, toJsonString } from './functions.ts';
import { MAX_NESTING, MAX_STACK_TEXT } from './limits.ts';
import { parameterValue } from './parameters.ts';
import { pseudoParameter } from './pseudo-parameters.ts';
import { importValue, isHandedOn, stackOutput, uniqueReferences } from './stack-references.ts';
import { substitute } from './substitute.ts';
import type { StackTemplate } from './template.ts';
import { isRecord, Reference, referencesIn, Unresolved, type Value } from './value.ts';
import { zones } from './zones.ts';

/** Finds what a stack says to the others. */
export interface Surroundings {
  stackNamed(name: string, region?: string): StackTemplate | undefined;
  exportNamed(
    name: string,
    region: string,
  ): { readonly stack: StackTemplate; readonly value: unknown } | undefined;
  /** The stack that a resource of another creates. */
  nestedIn?(stack: StackTemplate, logicalId: string): StackTemplate | undefined;
  /** The stack whose resource creates this one. */
  parentOf?(stack: StackTemplate): StackTemplate | undefined;
}

const NOT_INTRINSIC = Symbol('not an intrinsic function');
type Result = Value | typeof NOT_INTRINSIC;

/** One resolver per stack, so that what several places refer to is evaluated once. */
const RESOLVERS = new WeakMap<Surroundings, WeakMap<StackTemplate, Resolver>>();

/**
 * Evaluates the intrinsic functions of one stack's template: parameters by their values, conditions, mappings, pseudo
 * parameters by the stack's environment, references into other stacks by their outputs. What has the wrong shape, and
 * what refers to itself, is unresolved; nothing throws.
 */
export class Resolver {
  readonly stack: StackTemplate;
  readonly surroundings: Surroundings;
  readonly #conditions = new Map<string, boolean | undefined>();
  readonly #parameters = new Map<string, Value>();
  readonly #outputs = new Map<unknown, Value>();
  #text = 0;

  constructor(stack: StackTemplate, surroundings: Surroundings) {
    this.stack = stack;
    this.surroundings = surroundings;
  }

  static of(stack: StackTemplate, surroundings: Surroundings): Resolver {
    const known = RESOLVERS.get(surroundings) ?? new WeakMap<StackTemplate, Resolver>();
    RESOLVERS.set(surroundings, known);
    const resolver = known.get(stack) ?? new Resolver(stack, surroundings);
    known.set(stack, resolver);
    return resolver;
  }

  resolve(value: unknown, depth = 0): Value {
    if (depth > MAX_NESTING) return new Unresolved('references that go round in a circle');
    if (Array.isArray(value))
      return value.map((item) => this.resolve(item, depth + 1)).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value as Value;
    const keys = Object.keys(value);
    const [key] = keys;
    if (keys.length === 1 && key !== undefined && (key === 'Ref' || key.startsWith('Fn::'))) {
      const result = this.#intrinsic(key, (value as Record<string, unknown>)[key], depth + 1);
      if (result !== NOT_INTRINSIC) return result;
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.resolve(item, depth + 1)]),
    );
  }

  /** @returns undefined when the condition cannot be decided from the template */
  condition(name: unknown, depth = 0): boolean | undefined {
    if (typeof name !== 'string') return undefined;
    if (this.#conditions.has(name)) return this.#conditions.get(name);
    const conditions = this.stack.template.Conditions;
    if (!isRecord(conditions) || !Object.hasOwn(conditions, name)) return undefined;
    // A condition that leads back to itself finds itself undecided.
    this.#conditions.set(name, undefined);
    const decided = decide(this, conditions[name], depth + 1);
    this.#conditions.set(name, decided);
    return decided;
  }

  /** The value of a logical id or parameter; `undefined` stands for `AWS::NoValue`. */
  ref(name: string): Value {
    const pseudo = pseudoParameter(name, this.stack);
    if (pseudo !== 'none') return pseudo.value;
    const { Resources: resources, Parameters: parameters } = this.stack.template;
    if (isRecord(resources) && Object.hasOwn(resources, name)) return new Reference(this.stack.name, name);
    if (!isRecord(parameters) || !Object.hasOwn(parameters, name)) return new Unresolved({ Ref: name });
    if (this.#parameters.has(name)) return this.#parameters.get(name);
    this.#parameters.set(name, new Unresolved({ Ref: name }));
    const value = parameterValue(this, name, parameters[name]);
    this.#parameters.set(name, value);
    return value;
  }

  /** The value of one of the stack's outputs, evaluated in that stack. */
  output(name: string): Value {
    const outputs = this.stack.template.Outputs;
    const output = isRecord(outputs) && Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    return isRecord(output)
      ? this.shared(output.Value)
      : new Unresolved(`Outputs.${name} of ${this.stack.name}`);
  }

  /**
   * A value that others refer to, evaluated once. One that is no plain text or list of texts would multiply with every
   * stack that hands it on, and CloudFormation allows none.
   */
  shared(raw: unknown): Value {
    if (typeof raw !== 'object' || raw === null) return raw as Value;
    if (this.#outputs.has(raw)) return this.#outputs.get(raw);
    if (hops > MAX_NESTING) return new Unresolved('references that go from stack to stack without end');
    this.#outputs.set(raw, new Unresolved('references that go round in a circle'));
    hops += 1;
    const resolved = this.resolve(raw, 1);
    hops -= 1;
    const value = isHandedOn(resolved) ? resolved : new Unresolved(raw, uniqueReferences(resolved));
    this.#outputs.set(raw, value);
    return value;
  }

  /** Whether the stack may put together a text of this size; a template that multiplies texts comes to an end. */
  affords(size: number): boolean {
    this.#text += size;
    return this.#text <= MAX_STACK_TEXT;
  }

  #intrinsic(name: string, argument: unknown, depth: number): Result {
    const expression = { [name]: argument };
    switch (name) {
      case 'Ref':
        return typeof argument === 'string' ? this.ref(argument) : new Unresolved(expression);
      case 'Fn::GetAtt':
        return getAtt(this, argument, depth);
      case 'Fn::Sub':
        return substitute(this, argument, depth);
      case 'Fn::Join':
        return join(this, argument, depth);
      case 'Fn::Select':
        return select(this, argument, depth);
      case 'Fn::Split':
        return split(this, argument, depth);
      case 'Fn::If':
        return this.#choose(argument, depth);
      case 'Fn::FindInMap':
        return findInMap(this, argument, depth);
      case 'Fn::GetAZs':
        return zones(this, argument, depth);
      case 'Fn::ImportValue':
        return importValue(this, argument, depth);
      case 'Fn::GetStackOutput':
        return stackOutput(this, argument, depth);
      case 'Fn::Length':
        return length(this, argument, depth);
      case 'Fn::ToJsonString':
        return toJsonString(this, argument, depth);
      case 'Fn::Base64':
        return this.resolve(argument, depth);
      default:
        return cidrLike(this, expression, argument, depth);
    }
  }

  #choose(argument: unknown, depth: number): Value {
    if (!Array.isArray(argument) || argument.length !== 3) return new Unresolved({ 'Fn::If': argument });
    const [condition, yes, no] = argument as unknown[];
    const decided = this.condition(condition, depth);
    if (decided !== undefined) return this.resolve(decided ? yes : no, depth);
    return new Unresolved(
      { 'Fn::If': [condition] },
      referencesIn([this.resolve(yes, depth), this.resolve(no, depth)]),
    );
  }
}

/** How many values of other stacks are being evaluated inside each other. */
let hops = 0;
