import type { TemplateOrigin } from '../model.ts';
import { Resolver, type Surroundings } from './resolve.ts';
import { surroundingsOf } from './surroundings.ts';
import type { StackTemplate, TemplateResource } from './template.ts';
import {
  isDynamicReference,
  isRecord,
  Reference,
  referencesIn,
  textsIn,
  Unresolved,
  type Value,
} from './value.ts';

/** One resource with its intrinsic functions evaluated. */
export interface Resource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  /** CDK construct path, when the template carries it. */
  readonly constructPath?: string;
  readonly raw: TemplateResource;
  readonly properties: Record<string, Value>;
}

/** All resources of all stacks, across regions and accounts, and how they refer to each other. */
export class ResourceGraph {
  readonly stacks: readonly StackTemplate[];
  readonly resources: readonly Resource[];
  readonly #byId = new Map<string, Resource>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #indexes = new Map<string, PropertyIndex>();

  constructor(stacks: readonly StackTemplate[]) {
    // The order of stacks and resources must not matter to anything that follows.
    this.stacks = stacks.toSorted(
      (one, other) => compare(one.name, other.name) || compare(one.region, other.region),
    );
    const surroundings = surroundingsOf(stacks);
    this.resources = this.stacks.flatMap((stack) => {
      if (!isCreated(stack, surroundings)) return [];
      const resolver = Resolver.of(stack, surroundings);
      return resourcesOf(stack)
        .filter(([, raw]) => raw.Condition === undefined || resolver.condition(raw.Condition) !== false)
        .filter(([logicalId]) => surroundings.nestedIn?.(stack, logicalId) === undefined)
        .map(([logicalId, raw]) => toResource(stack, logicalId, raw, resolver));
    });
    for (const resource of this.resources) {
      this.#byId.set(`${resource.stack.name}/${resource.logicalId}`, resource);
      const same = this.#byType.get(resource.type);
      if (same) same.push(resource);
      else this.#byType.set(resource.type, [resource]);
    }
  }

  ofType(...types: readonly string[]): readonly Resource[] {
    const [only, ...others] = types;
    if (only !== undefined && others.length === 0) return this.#byType.get(only) ?? [];
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** Resources of a type whose property refers to `target`: looked up, so that asking for each target stays linear. */
  referring(target: Resource, type: string, path: string): readonly Resource[] {
    return this.#index(type, path).byTarget.get(target) ?? [];
  }

  /** Resources of a type whose property holds exactly this text, at any depth. */
  holding(text: string, type: string, path: string): readonly Resource[] {
    return this.#index(type, path).byText.get(text) ?? [];
  }

  #index(type: string, path: string): PropertyIndex {
    const key = `${type} ${path}`;
    const known = this.#indexes.get(key);
    if (known) return known;
    const index: PropertyIndex = { byTarget: new Map(), byText: new Map() };
    for (const resource of this.ofType(type)) {
      const value = property(resource, path);
      for (const target of new Set(this.named(value))) push(index.byTarget, target, resource);
      for (const text of new Set(textsIn(value))) push(index.byText, text, resource);
    }
    this.#indexes.set(key, index);
    return index;
  }

  /** The resource behind a reference, or one that a template names by logical id. */
  at(reference: Reference | { readonly stack: string; readonly logicalId: string }): Resource | undefined {
    return this.#byId.get(`${reference.stack}/${reference.logicalId}`);
  }

  /** Resources that a value names, of the given types. */
  named(value: Value, ...types: readonly string[]): Resource[] {
    return referencesIn(value)
      .map((reference) => this.at(reference))
      .filter(
        (resource): resource is Resource =>
          resource !== undefined && (types.length === 0 || types.includes(resource.type)),
      );
  }
}

/** Which resources of a type name what in one of their properties. */
interface PropertyIndex {
  readonly byTarget: Map<Resource, Resource[]>;
  readonly byText: Map<string, Resource[]>;
}

function push<K>(map: Map<K, Resource[]>, key: K, resource: Resource): void {
  const known = map.get(key);
  if (known) known.push(resource);
  else map.set(key, [resource]);
}

/**
 * A property by path, e.g. `DeploymentConfiguration.MaximumPercent`; list positions are numbers. A dynamic reference is
 * unresolved: what the service puts in its place is not in the templates.
 */
export function property(resource: Resource, path: string): Value {
  let value: Value = resource.properties;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isRecord(value)) value = value[key];
    else return value instanceof Unresolved || value instanceof Reference ? value : undefined;
  }
  return isDynamicReference(value) ? new Unresolved(value) : value;
}

/** The property as the origin of a term; `undefined` as value says that the template leaves it out. */
export function originOf(
  resource: Resource,
  path: string,
  value: Value = property(resource, path),
): TemplateOrigin {
  return {
    kind: 'template',
    stack: resource.stack.name,
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    path: `Properties.${path}`,
    value: printable(value),
  };
}

/** The resource's own attribute, such as `DeletionPolicy`, as an origin. */
export function attributeOrigin(resource: Resource, attribute: 'Type' | 'DeletionPolicy'): TemplateOrigin {
  return { ...originOf(resource, ''), path: attribute, value: resource.raw[attribute] };
}

/** Order of texts that does not depend on the machine's language. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function printable(value: Value): unknown {
  if (value instanceof Reference)
    return value.attribute ? `${value.logicalId}.${value.attribute}` : value.logicalId;
  if (value instanceof Unresolved) return `unresolved: ${value.expression}`;
  if (Array.isArray(value)) return value.map(printable);
  if (isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printable(item)]));
  return value;
}

function toResource(
  stack: StackTemplate,
  logicalId: string,
  raw: TemplateResource,
  resolver: Resolver,
): Resource {
  const path = raw.Metadata?.['aws:cdk:path'];
  const resolved = resolver.resolve(raw.Properties ?? {});
  return {
    stack,
    logicalId,
    type: raw.Type,
    constructPath: typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined,
    raw: withPolicies(raw, resolver),
    properties: isRecord(resolved) ? resolved : {},
  };
}

/** Resources of a template in order; what is no resource is refused when a file is read, and left out here. */
function resourcesOf(stack: StackTemplate): [string, TemplateResource][] {
  const { Resources: resources } = stack.template;
  return Object.entries(isRecord(resources) ? resources : {})
    .filter((entry): entry is [string, never] => isRecord(entry[1]) && typeof entry[1].Type === 'string')
    .sort(([one], [other]) => compare(one, other));
}

/** A nested stack is there only if the resource that creates it is, up to the root. */
function isCreated(stack: StackTemplate, surroundings: Surroundings): boolean {
  let current: StackTemplate | undefined = stack;
  for (const seen = new Set<StackTemplate>(); current?.parent && !seen.has(current); ) {
    seen.add(current);
    const parent: StackTemplate | undefined = surroundings.parentOf?.(current);
    const condition = parent?.template.Resources?.[current.parent.logicalId]?.Condition;
    if (parent && condition !== undefined && Resolver.of(parent, surroundings).condition(condition) === false)
      return false;
    current = parent;
  }
  return true;
}

/** The language extensions allow functions in policies; what they leave open must not read as a policy. */
function withPolicies(raw: TemplateResource, resolver: Resolver): TemplateResource {
  const { DeletionPolicy: deletion, UpdateReplacePolicy: replacement } = raw;
  if (typeof (deletion ?? '') === 'string' && typeof (replacement ?? '') === 'string') return raw;
  const policy = (value: unknown): string | undefined => {
    const resolved = resolver.resolve(value);
    if (resolved === undefined || typeof resolved === 'string') return resolved;
    return resolved instanceof Unresolved ? `unresolved: ${resolved.expression}` : 'unresolved';
  };
  return { ...raw, DeletionPolicy: policy(deletion), UpdateReplacePolicy: policy(replacement) };
}
