import type { AssumptionId } from './assumptions.ts';
import type { ModelContext } from './component-kind.ts';
import { FACTS, type FactId, fact } from './facts.ts';
import type { Estimate, Mend, Origin, Phase, Route, Term } from './model.ts';
import { originOf, type Resource } from './read/graph.ts';

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

export function estimate(...terms: readonly Term[]): Estimate {
  return { kind: 'estimate', seconds: terms.reduce((sum, term) => sum + term.seconds, 0), terms };
}

export function unrecoverable(reason: string, ...mends: readonly Mend[]): Estimate {
  return { kind: 'unrecoverable', reason, mends };
}

export function unknown(reason: string, ...mends: readonly Mend[]): Estimate {
  return { kind: 'unknown', reason, mends };
}

/** @param path property path without the leading `Properties.`, e.g. `MultiAZ` */
export function mend(resource: Resource, path: string, change: string): Mend {
  return {
    stack: resource.stack.name,
    logicalId: resource.logicalId,
    constructPath: resource.constructPath,
    property: path === 'DeletionPolicy' ? path : `Properties.${path}`,
    change,
  };
}

/** A route that leads nowhere, for the same reason in both respects. */
export function blocked(id: string, name: string, why: Estimate, proof: readonly Origin[] = []): Route {
  return { id, name, rto: why, rpo: why, proof };
}

/** The value of a property that decides a route could not be read. */
export function unreadable(resource: Resource, path: string): Estimate {
  return unknown(
    `${resource.logicalId}.${path} cannot be resolved from the templates (${String(originOf(resource, path).value)}).`,
    mend(resource, path, `Give ${path} a literal value or a parameter with a default`),
  );
}
