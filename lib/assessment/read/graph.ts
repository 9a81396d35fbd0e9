import type { TemplateOrigin } from '../model.ts';
import { Resolver, type Surroundings } from './resolve.ts';
import type { StackTemplate, TemplateResource } from './template.ts';
import { isRecord, Reference, referencesIn, Unresolved, type Value } from './value.ts';

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

  constructor(stacks: readonly StackTemplate[]) {
    // The order of stacks and resources must not matter to anything that follows.
    this.stacks = stacks.toSorted(
      (one, other) => compare(one.name, other.name) || compare(one.region, other.region),
    );
    const surroundings = surroundingsOf(stacks);
    this.resources = this.stacks.flatMap((stack) => {
      const resolver = new Resolver(stack, surroundings);
      return Object.entries(stack.template.Resources ?? {})
        .sort(([one], [other]) => compare(one, other))
        .filter(([, raw]) => raw.Condition === undefined || resolver.condition(raw.Condition) !== false)
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
    return types.flatMap((type) => this.#byType.get(type) ?? []);
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

/** A property by path, e.g. `DeploymentConfiguration.MaximumPercent`; list positions are numbers. */
export function property(resource: Resource, path: string): Value {
  let value: Value = resource.properties;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)];
    else if (isRecord(value)) value = value[key];
    else return value instanceof Unresolved || value instanceof Reference ? value : undefined;
  }
  return value;
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
    raw,
    properties: isRecord(resolved) ? resolved : {},
  };
}

function surroundingsOf(stacks: readonly StackTemplate[]): Surroundings {
  const exported = new Map<string, { stack: StackTemplate; value: unknown }>();
  const byName = new Map<string, StackTemplate[]>();
  for (const stack of stacks) {
    byName.set(stack.name, [...(byName.get(stack.name) ?? []), stack]);
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (typeof output.Export?.Name === 'string')
        exported.set(`${stack.region}/${output.Export.Name}`, { stack, value: output.Value });
    }
  }
  return {
    stackNamed: (name, region) =>
      byName.get(name)?.find((stack) => region === undefined || stack.region === region),
    exportNamed: (name, region) => exported.get(`${region}/${name}`),
  };
}
