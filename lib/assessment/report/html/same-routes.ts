import type { Assessment, ComponentEstimate } from '../../model.ts';

/**
 * Beyond so many components what is alike is written once, and facts and assumptions are told in their own sections
 * only: a page of thousands of components would not open otherwise.
 */
const MOST_WRITTEN_OUT = 80;

export function isLarge({ components }: Assessment): boolean {
  return components.length > MOST_WRITTEN_OUT;
}

/**
 * The estimates of a large assessment that differ in nothing but the resources that their proofs name: same disruption,
 * same kind, same routes, terms, seconds and values.
 *
 * @returns for each estimate the first one that is the same, which may be itself
 */
export function firstOfTheSame(assessment: Assessment): ReadonlyMap<ComponentEstimate, ComponentEstimate> {
  const { components, estimates } = assessment;
  if (!isLarge(assessment)) return new Map(estimates.map((one) => [one, one]));
  const byId = new Map(components.map((component) => [component.id, component]));
  const firsts = new Map<string, ComponentEstimate>();
  return new Map(
    estimates.map((estimate) => {
      const { component: id, disruption, routes } = estimate;
      const component = byId.get(id);
      const own = [id, component?.name, component?.logicalId].filter((name) => name !== undefined);
      const key = JSON.stringify([disruption, component?.kind, nameless(routes, own)]);
      const first = firsts.get(key) ?? estimate;
      firsts.set(key, first);
      return [estimate, first];
    }),
  );
}

/** Resources that the routes' origins name, each once, in the order in which they are named. */
export function namedIn({ routes }: ComponentEstimate): readonly string[] {
  const found = new Set<string>();
  visit(routes, ({ constructPath, logicalId }) => {
    const name = constructPath ?? logicalId;
    if (typeof name === 'string') found.add(name);
  });
  return [...found];
}

/** The routes with numbers in place of the names of stacks and resources. Amounts stay: they have to be the same. */
function nameless(routes: ComponentEstimate['routes'], own: readonly string[]): unknown {
  const names = new Map<string, string>();
  const add = (name: unknown): void => {
    // A name without a letter could be mistaken for an amount.
    if (typeof name === 'string' && /[A-Za-z]/.test(name) && !names.has(name))
      names.set(name, `#${names.size}`);
  };
  for (const name of own) add(name);
  visit(routes, ({ stack, logicalId, constructPath }) => {
    for (const name of [constructPath, logicalId, stack]) add(name);
  });
  const longestFirst = [...names.keys()].sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return routes;
  const pattern = new RegExp(longestFirst.map((name) => literal(name)).join('|'), 'g');
  return JSON.stringify(routes, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(pattern, (name) => names.get(name) ?? name) : value,
  );
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Everything in the value that names a resource. */
function visit(value: unknown, each: (place: Readonly<Record<string, unknown>>) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const record = value as Readonly<Record<string, unknown>>;
  if (typeof record.logicalId === 'string') each(record);
  for (const inner of Object.values(record)) visit(inner, each);
}
