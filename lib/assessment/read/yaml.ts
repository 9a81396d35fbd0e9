import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { givenTwice, prototypeKey, tooDeep } from './json.ts';
import { MAX_NESTING, MAX_VALUES } from './limits.ts';
import { isObject } from './shape.ts';
import { ReadError } from './template.ts';

/** Loaded with the first YAML text: assemblies are JSON, and would wait for it in vain. */
const library = (): typeof Yaml => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** CloudFormation reads YAML 1.1, in which these words are truth values too. */
const TRUTH_WORDS: Yaml.ScalarTag = {
  identify: (value) => typeof value === 'boolean',
  default: true,
  tag: 'tag:yaml.org,2002:bool',
  test: /^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/,
  resolve: (text) => /^(?:y|on)/i.test(text),
};

/** Short forms of the functions that do not begin with `Fn::`. */
const PLAIN_FORMS = new Set(['Ref', 'Condition']);

/**
 * Reads a YAML template, short forms such as `!Ref` written out as `{ Ref: ... }`.
 *
 * @throws ReadError with the line of what is wrong
 */
export function parseYaml(text: string, where: string): { value: unknown; lines: Record<string, number> } {
  const yaml = library();
  const counter = new yaml.LineCounter();
  const document = yaml.parseDocument(text, {
    lineCounter: counter,
    // The library compares every key with every other; the conversion below does it in one pass.
    uniqueKeys: false,
    customTags: (tags) => [TRUTH_WORDS, ...tags],
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error) {
    if (error.message.startsWith('Maximum call stack')) throw tooDeep(where);
    const { line } = counter.linePos(error.pos[0]);
    const reason = error.message.split('\n')[0]?.slice(0, 160) ?? '';
    throw new ReadError(`${where} is not valid YAML on line ${line}: ${reason}`);
  }
  return new Conversion(where, counter, yaml).run(document.contents as Yaml.Node | null);
}

class Conversion {
  readonly #where: string;
  readonly #counter: Yaml.LineCounter;
  readonly #yaml: typeof Yaml;
  readonly #lines: Record<string, number> = {};
  /** Value and size of each anchor; `undefined` while the anchored value is still being read. */
  readonly #anchors = new Map<string, { value: unknown; size: number } | undefined>();
  #values = 0;

  constructor(where: string, counter: Yaml.LineCounter, yaml: typeof Yaml) {
    this.#where = where;
    this.#counter = counter;
    this.#yaml = yaml;
  }

  run(root: Yaml.Node | null): { value: unknown; lines: Record<string, number> } {
    return { value: this.#convert(root, []), lines: this.#lines };
  }

  #convert(node: unknown, path: readonly string[]): unknown {
    const { isAlias, isMap, isScalar, isSeq } = this.#yaml;
    this.#count(1);
    if (path.length > MAX_NESTING) throw tooDeep(this.#where, this.#lineOf(node));
    if (isAlias(node)) return this.#alias(node.source, node);
    const before = this.#values;
    const anchor =
      isScalar(node) || isMap(node) || isSeq(node) ? (node.anchor as string | undefined) : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const value = longForm((node as Yaml.Node | null)?.tag, this.#plain(node, path));
    if (anchor !== undefined) this.#anchors.set(anchor, { value, size: this.#values - before + 1 });
    return value;
  }

  #plain(node: unknown, path: readonly string[]): unknown {
    const { isMap, isScalar, isSeq } = this.#yaml;
    if (isScalar(node)) {
      const { value } = node;
      // `13.10` is a version and `012345678901` an account: a number that would not be written so again is a text.
      if (typeof value === 'number' && String(value) !== node.source) return node.source ?? String(value);
      return ['string', 'number', 'boolean'].includes(typeof value) || value === null ? value : String(value);
    }
    if (isSeq(node)) return node.items.map((item) => this.#convert(item, [...path, '-']));
    if (!isMap(node)) return null;
    const entries = new Map<string, unknown>();
    const merged: unknown[] = [];
    for (const { key, value } of node.items) {
      if (this.#isMerge(key)) {
        merged.push(...this.#mergedFrom(value, path, this.#lineOf(key)));
        continue;
      }
      const name = this.#keyOf(key);
      const line = this.#lineOf(key);
      if (name === '__proto__') throw prototypeKey(this.#where, line);
      if (entries.has(name)) throw givenTwice(this.#where, name, line);
      if (path.length === 1 && path[0] === 'Resources') this.#lines[name] = line;
      entries.set(name, this.#convert(value, [...path, name]));
    }
    // What is written out goes before what is merged in, and what is merged first before what comes later.
    return Object.assign({}, ...merged.toReversed(), Object.fromEntries(entries));
  }

  #isMerge(key: unknown): boolean {
    return this.#yaml.isScalar(key) && key.source === '<<' && key.type === 'PLAIN';
  }

  /**
   * What `<<` merges into a mapping. CloudFormation itself refuses it, as it does aliases, and `aws cloudformation package`
   * writes both out: a template is read as it stands in a repository, before that.
   */
  #mergedFrom(value: unknown, path: readonly string[], line: number): readonly unknown[] {
    const found = this.#convert(value, [...path, '<<']);
    const list = Array.isArray(found) ? found : [found];
    if (list.every(isObject)) return list;
    throw new ReadError(
      `${this.#where} merges what is no mapping with << on line ${line}; name an anchor of a mapping there.`,
    );
  }

  #keyOf(key: unknown): string {
    if (this.#yaml.isScalar(key)) return key.source ?? String(key.value);
    throw new ReadError(
      `${this.#where} has a key on line ${this.#lineOf(key)} that is not a text; write a plain name there.`,
    );
  }

  #alias(name: string, node: unknown): unknown {
    const known = this.#anchors.get(name);
    if (!known) {
      throw new ReadError(
        `${this.#where} uses the alias *${name.slice(0, 80)} on line ${this.#lineOf(node)} before its anchor is complete; write the value out there.`,
      );
    }
    this.#count(known.size);
    return known.value;
  }

  #count(size: number): void {
    this.#values += size;
    if (this.#values > MAX_VALUES) {
      throw new ReadError(
        `${this.#where} has more than ${MAX_VALUES} values once its aliases are written out; that is no template.`,
      );
    }
  }

  #lineOf(node: unknown): number {
    const range = (node as { range?: readonly number[] | null } | null)?.range;
    return this.#counter.linePos(range?.[0] ?? 0).line || 1;
  }
}

function longForm(tag: string | undefined, value: unknown): unknown {
  if (tag === undefined || !/^![A-Za-z]/.test(tag)) return value;
  const name = tag.slice(1);
  return { [PLAIN_FORMS.has(name) ? name : `Fn::${name}`]: value };
}
