import type { AssumptionId } from './assumptions.ts';
import type { ModelContext } from './component-kind.ts';
import { FACTS, type FactId, fact } from './facts.ts';
import type { Estimate, Mend, Origin, Phase, Route, Term } from './model.ts';
import { originOf, property, type Resource } from './read/graph.ts';
import { Unresolved } from './read/value.ts';

/** A term whose seconds follow from its origins by `formula`. */
export function computed(
  label: string,
  phase: Phase,
  seconds: number,
  formula: string,
  origins: readonly Origin[],
): Term {
  return { label, phase, seconds, formula, origins };
}

/** A term that is one assumption, in seconds, as it is. */
export function assumed(context: ModelContext, id: AssumptionId, phase: Phase): Term {
  const origin = context.assume(id);
  return { label: origin.statement, phase, seconds: origin.value, origins: [origin] };
}

/** A term that is one published number of seconds as it is. */
export function known(id: FactId, phase: Phase): Term {
  return { label: FACTS[id].statement, phase, seconds: FACTS[id].value, origins: [fact(id)] };
}

/** A term of no time, with the reason and its proof: that nothing is lost or waited for must be shown too. */
export function nothing(label: string, ...origins: readonly Origin[]): Term {
  return { label, phase: 'recover', seconds: 0, origins };
}

/** A part of a sum that has no number: it makes the whole sum unknown, or infinite. */
export type Unsettled = Exclude<Estimate, { readonly kind: 'estimate' }>;

/** What is added up to an estimate. */
export type Addend = Term | Unsettled;

export function estimate(...addends: readonly Addend[]): Estimate {
  const unsettled = addends.filter((one): one is Unsettled => 'kind' in one);
  const [worst] = [...unsettled.filter(({ kind }) => kind === 'unrecoverable'), ...unsettled];
  if (worst) return worst;
  const terms = addends.filter((one): one is Term => !('kind' in one));
  return { kind: 'estimate', seconds: terms.reduce((sum, term) => sum + term.seconds, 0), terms };
}

export function unrecoverable(reason: string, ...mends: readonly Mend[]): Unsettled {
  return { kind: 'unrecoverable', reason, mends };
}

export function unknown(reason: string, ...mends: readonly Mend[]): Unsettled {
  return { kind: 'unknown', reason, mends };
}

/** Attributes of a resource that stand beside its properties. */
const ATTRIBUTES: readonly string[] = ['DeletionPolicy', 'Type'];

/** @param path property path without the leading `Properties.`, e.g. `MultiAZ` */
export function mend(resource: Resource, path: string, change: string): Mend {
  return {
    stack: resource.stack.name,
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    property: ATTRIBUTES.includes(path) || path.startsWith('Metadata.') ? path : `Properties.${path}`,
    change,
  };
}

/** A route that leads nowhere, for the same reason in both respects. */
export function blocked(id: string, name: string, why: Estimate, proof: readonly Origin[] = []): Route {
  return { id, name, rto: why, rpo: why, proof };
}

/** The value of a property that decides a route could not be read. */
export function unreadable(resource: Resource, path: string): Unsettled {
  return unknown(
    `${resource.logicalId}.${path} cannot be resolved from the templates (${String(originOf(resource, path).value)}).`,
    mend(resource, path, `Give ${path} a literal value or a parameter with a default`),
  );
}

/** The first of the properties that decide a route and cannot be read, as the reason why nothing is known of it. */
export function undecided(resource: Resource, ...paths: readonly string[]): Unsettled | undefined {
  const path = paths.find((one) => property(resource, one) instanceof Unresolved);
  return path === undefined ? undefined : unreadable(resource, path);
}
