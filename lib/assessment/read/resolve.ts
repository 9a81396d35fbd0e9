import type { StackTemplate } from './template.ts';
import { isRecord, Reference, referencesIn, Unresolved, type Value } from './value.ts';

/** Finds what a stack says to the others. */
export interface Surroundings {
  stackNamed(name: string, region?: string): StackTemplate | undefined;
  exportNamed(
    name: string,
    region: string,
  ): { readonly stack: StackTemplate; readonly value: unknown } | undefined;
}

const PARTITION = 'aws';
const URL_SUFFIX = 'amazonaws.com';
/** CloudFormation itself refuses deeper nesting long before this. */
const MAX_DEPTH = 100;
/** No region has more zones. */
const MAX_ZONES = 6;

/**
 * Evaluates the intrinsic functions of one stack's template: parameters by their defaults, conditions, mappings,
 * pseudo parameters by the stack's environment, references into other stacks by their outputs.
 */
export class Resolver {
  readonly #stack: StackTemplate;
  readonly #surroundings: Surroundings;

  constructor(stack: StackTemplate, surroundings: Surroundings) {
    this.#stack = stack;
    this.#surroundings = surroundings;
  }

  resolve(value: unknown, depth = 0): Value {
    if (depth > MAX_DEPTH) return new Unresolved('references that go round in a circle');
    if (Array.isArray(value)) {
      return value.map((item) => this.resolve(item, depth + 1)).filter((item) => item !== undefined);
    }
    if (typeof value !== 'object' || value === null) return value as Value;
    const keys = Object.keys(value);
    const [key] = keys;
    if (
      keys.length === 1 &&
      key !== undefined &&
      (key === 'Ref' || key.startsWith('Fn::') || key === 'Condition')
    ) {
      const intrinsic = this.#intrinsic(key, (value as Record<string, unknown>)[key], depth + 1);
      if (intrinsic !== NOT_INTRINSIC) return intrinsic;
    }
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, this.resolve(item, depth + 1)]),
    );
  }

  /** @returns undefined when the condition cannot be decided from the template */
  condition(name: string, depth = 0): boolean | undefined {
    const definition = this.#stack.template.Conditions?.[name];
    return definition === undefined ? undefined : this.#decide(definition, depth + 1);
  }

  #intrinsic(name: string, argument: unknown, depth: number): Value | typeof NOT_INTRINSIC {
    switch (name) {
      case 'Ref':
        return this.#ref(String(argument), depth);
      case 'Fn::GetAtt': {
        const [logicalId = '', attribute = ''] =
          typeof argument === 'string'
            ? splitOnce(argument, '.')
            : ((argument as string[]) ?? []).map(String);
        return new Reference(this.#stack.name, logicalId, attribute);
      }
      case 'Fn::Sub':
        return this.#substitute(argument, depth);
      case 'Fn::Join': {
        const [separator, items] = argument as [string, unknown];
        const list = this.resolve(items, depth);
        return Array.isArray(list)
          ? concatenate(list, separator, argument)
          : new Unresolved({ [name]: argument }, referencesIn(list));
      }
      case 'Fn::Select': {
        const [index, list] = this.resolve(argument, depth) as [Value, Value];
        return Array.isArray(list)
          ? list[Number(index)]
          : new Unresolved({ [name]: argument }, referencesIn(list));
      }
      case 'Fn::Split': {
        const [separator, text] = this.resolve(argument, depth) as [string, Value];
        return typeof text === 'string'
          ? text.split(separator)
          : new Unresolved({ [name]: argument }, referencesIn(text));
      }
      case 'Fn::GetAZs':
        // The names are not in the template, but two different positions are two different zones.
        return Array.from({ length: MAX_ZONES }, (_, index) => `${this.#stack.region}#${index}`);
      case 'Fn::If': {
        const [condition, yes, no] = argument as [string, unknown, unknown];
        const decided = this.condition(condition, depth);
        if (decided !== undefined) return this.resolve(decided ? yes : no, depth);
        return new Unresolved(
          { [name]: [condition] },
          referencesIn([this.resolve(yes, depth), this.resolve(no, depth)]),
        );
      }
      case 'Fn::FindInMap': {
        const [map, top, second] = (this.resolve(argument, depth) as Value[]).map(String);
        const found = this.#stack.template.Mappings?.[map ?? '']?.[top ?? '']?.[second ?? ''];
        return found === undefined ? new Unresolved({ [name]: argument }) : this.resolve(found, depth);
      }
      case 'Fn::ImportValue': {
        const exported = this.resolve(argument, depth);
        const found =
          typeof exported === 'string'
            ? this.#surroundings.exportNamed(exported, this.#stack.region)
            : undefined;
        return found
          ? new Resolver(found.stack, this.#surroundings).resolve(found.value, depth)
          : new Unresolved({ [name]: argument });
      }
      case 'Fn::GetStackOutput':
        return this.#stackOutput(argument as Record<string, unknown>, depth);
      case 'Fn::Base64':
        return this.resolve(argument, depth);
      case 'Condition':
        return NOT_INTRINSIC;
      default:
        return name.startsWith('Fn::')
          ? new Unresolved({ [name]: argument }, referencesIn(this.resolve(argument, depth)))
          : NOT_INTRINSIC;
    }
  }

  #ref(name: string, depth: number): Value {
    const pseudo = this.#pseudoParameter(name);
    if (pseudo !== NOT_INTRINSIC) return pseudo;
    if (this.#stack.template.Resources?.[name] !== undefined) return new Reference(this.#stack.name, name);
    const parameter = this.#stack.template.Parameters?.[name];
    if (parameter?.Default === undefined) return new Unresolved({ Ref: name });
    if (parameter.Type?.startsWith('AWS::SSM::Parameter')) return new Unresolved({ Ref: name });
    if (parameter.Type?.startsWith('List') || parameter.Type === 'CommaDelimitedList')
      return String(parameter.Default).split(',');
    return this.resolve(parameter.Default, depth);
  }

  #pseudoParameter(name: string): Value | typeof NOT_INTRINSIC {
    switch (name) {
      case 'AWS::AccountId':
        return this.#stack.account;
      case 'AWS::Region':
        return this.#stack.region;
      case 'AWS::Partition':
        return PARTITION;
      case 'AWS::URLSuffix':
        return URL_SUFFIX;
      case 'AWS::StackName':
        return this.#stack.name;
      case 'AWS::NoValue':
        return undefined;
      case 'AWS::StackId':
        return `arn:${PARTITION}:cloudformation:${this.#stack.region}:${this.#stack.account}:stack/${this.#stack.name}`;
      default:
        return NOT_INTRINSIC;
    }
  }

  #substitute(argument: unknown, depth: number): Value {
    const [text, variables] = Array.isArray(argument)
      ? (argument as [string, Record<string, unknown>])
      : [String(argument), {}];
    const parts = text.split(/\$\{([^}]*)\}/).map((part, index): Value => {
      if (index % 2 === 0) return part;
      if (part.startsWith('!')) return `\${${part.slice(1)}}`;
      if (part in variables) return this.resolve(variables[part], depth);
      const [logicalId, attribute] = splitOnce(part, '.');
      return attribute === undefined
        ? this.#ref(part, depth)
        : new Reference(this.#stack.name, logicalId, attribute);
    });
    return concatenate(parts, '', text);
  }

  #stackOutput(argument: Record<string, unknown>, depth: number): Value {
    const name = this.resolve(argument.StackName, depth);
    const region = this.resolve(argument.Region, depth);
    const output = this.resolve(argument.OutputName, depth);
    const stack =
      typeof name === 'string'
        ? this.#surroundings.stackNamed(name, typeof region === 'string' ? region : undefined)
        : undefined;
    const found = stack?.template.Outputs?.[String(output)];
    if (!stack || found === undefined) return new Unresolved({ 'Fn::GetStackOutput': argument });
    return new Resolver(stack, this.#surroundings).resolve(found.Value, depth);
  }

  #decide(definition: unknown, depth: number): boolean | undefined {
    if (depth > MAX_DEPTH || !isRecord(definition)) return undefined;
    const [operator = '', operand] = Object.entries(definition)[0] ?? [];
    const several = () => (operand as unknown[]).map((item) => this.#decide(item, depth + 1));
    switch (operator) {
      case 'Condition':
        return this.condition(String(operand), depth);
      case 'Fn::Not': {
        const [inner] = several();
        return inner === undefined ? undefined : !inner;
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
      case 'Fn::Equals': {
        const [left, right] = this.resolve(operand, depth) as [Value, Value];
        if (typeof left === 'object' || typeof right === 'object') return undefined;
        return String(left) === String(right);
      }
      default:
        return undefined;
    }
  }
}

const NOT_INTRINSIC = Symbol('not an intrinsic function');

function concatenate(parts: readonly Value[], separator: string, expression: unknown): Value {
  if (parts.every((part) => ['string', 'number', 'boolean'].includes(typeof part)))
    return parts.map(String).join(separator);
  const [only] = parts;
  if (parts.length === 1) return only;
  return new Unresolved(expression, referencesIn(parts));
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
