import { MAX_LOOP_ENTRIES, MAX_VALUES } from './limits.ts';
import { Resolver, type Surroundings } from './resolve.ts';
import { isObject } from './shape.ts';
import { ReadError, type StackTemplate, type Template } from './template.ts';

const ALONE: Surroundings = { stackNamed: () => undefined, exportNamed: () => undefined };

/**
 * Writes out the loops (`Fn::ForEach::Name`) of resources, outputs, conditions and properties. A loop over a list that
 * the template does not determine stays as it is, and reads as unresolved where a property decides.
 *
 * @throws ReadError when the loops yield more than any stack holds
 */
export function withoutLoops(stack: StackTemplate, where: string): StackTemplate {
  if (!hasLoop(stack.template)) return stack;
  const loops = new Loops(new Resolver(stack, ALONE), where);
  const template = loops.expand(stack.template, {}) as Template;
  return { ...stack, template };
}

/** Whether any key of the value begins a loop. */
function hasLoop(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasLoop);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, item]) => key.startsWith('Fn::ForEach') || hasLoop(item));
}

type Variables = Readonly<Record<string, string>>;

class Loops {
  readonly #resolver: Resolver;
  readonly #where: string;
  #entries = 0;
  #values = 0;

  constructor(resolver: Resolver, where: string) {
    this.#resolver = resolver;
    this.#where = where;
  }

  expand(value: unknown, variables: Variables): unknown {
    this.#values += 1;
    if (this.#values > MAX_VALUES) this.#refuse(`${MAX_VALUES} values`);
    if (typeof value === 'string') return inText(value, variables);
    if (Array.isArray(value)) return value.map((item) => this.expand(item, variables));
    if (!isObject(value)) return value;
    if (
      Object.keys(value).length === 1 &&
      typeof value.Ref === 'string' &&
      Object.hasOwn(variables, value.Ref)
    )
      return variables[value.Ref];
    const entries = Object.entries(value).flatMap(([key, item]) => this.#entry(key, item, variables));
    return Object.fromEntries(entries);
  }

  #entry(key: string, item: unknown, variables: Variables): [string, unknown][] {
    if (!key.startsWith('Fn::ForEach')) return [[inText(key, variables), this.expand(item, variables)]];
    const loop = this.#loopOf(item, variables);
    if (!loop) return [[key, item]];
    return loop.items.flatMap((one) => {
      const inner = { ...variables, [loop.name]: one };
      return Object.entries(loop.body).flatMap(([name, body]) => {
        this.#count();
        return this.#entry(name, body, inner);
      });
    });
  }

  #loopOf(item: unknown, variables: Variables) {
    if (!Array.isArray(item) || item.length !== 3) return undefined;
    const [name, collection, body] = item as unknown[];
    const list = this.#resolver.resolve(this.expand(collection, variables));
    if (typeof name !== 'string' || name === '__proto__' || !isObject(body) || !Array.isArray(list))
      return undefined;
    const items = list.filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
    return items.length === list.length && items.every((one) => one.length <= MAX_ITEM)
      ? { name, items, body }
      : undefined;
  }

  #count(): void {
    this.#entries += 1;
    if (this.#entries > MAX_LOOP_ENTRIES) this.#refuse(`${MAX_LOOP_ENTRIES} entries`);
  }

  #refuse(what: string): never {
    throw new ReadError(
      `${this.#where} has loops that yield more than ${what}; CloudFormation deploys 500 resources in a stack: shorten their lists.`,
    );
  }
}

/** CloudFormation allows no longer logical id. */
const MAX_ITEM = 255;

/** `${Name}` as it stands, `&{Name}` without what no logical id may hold. */
function inText(text: string, variables: Variables): string {
  if (!text.includes('{')) return text;
  return text.replace(/([$&])\{(\w{1,255})\}/g, (whole, sign: string, name: string) => {
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (value === undefined) return whole;
    return sign === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}
