import type { AssumptionId } from './assumptions.ts';
import type { Disruption } from './disruptions.ts';
import type { AssumptionOrigin, Dependency, Origin, Route, State } from './model.ts';
import type { Resource, ResourceGraph } from './read/graph.ts';

/** What a component file may look at. */
export interface ModelContext {
  readonly graph: ResourceGraph;
  readonly primaryRegion: string;
  /** Absent when nothing is deployed outside of the primary region. */
  readonly recoveryRegion: string | undefined;
  assume(id: AssumptionId): AssumptionOrigin;
}

/** A factor of the contractual availability floor, percent. */
export interface ServiceLevel {
  readonly percent: number;
  readonly origin: Origin;
}

/**
 * One kind of component: how it is recognised, what it needs, and how it comes back from each disruption.
 * A new kind is one file that exports one of these, and one line in `components/index.ts`.
 */
export interface ComponentKind {
  readonly kind: string;
  readonly types: readonly string[];
  /** @returns undefined when this resource is not a component of its own, such as a read replica */
  recognise(
    resource: Resource,
    context: ModelContext,
  ): { readonly name: string; readonly state: State } | undefined;
  /** Why a resource of these types is beyond the model, in a word or two; it is then listed as not modelled. */
  leavesOut?(resource: Resource, context: ModelContext): string | undefined;
  dependsOn?(
    resource: Resource,
    context: ModelContext,
  ): readonly { readonly to: Resource; readonly strength: Dependency['strength'] }[];
  /** Every route back, also those that are blocked and why; `untouched` when the disruption does not reach the component. */
  routes(resource: Resource, disruption: Disruption, context: ModelContext): readonly Route[] | 'untouched';
  /** Absent when no contract covers the component. */
  serviceLevel?(resource: Resource, context: ModelContext): ServiceLevel | undefined;
}

/** Where the counterpart of a primary component would stand. */
export function inRecoveryRegion(context: ModelContext, ...types: readonly string[]): readonly Resource[] {
  return context.graph
    .ofType(...types)
    .filter((resource) => resource.stack.region === context.recoveryRegion);
}
