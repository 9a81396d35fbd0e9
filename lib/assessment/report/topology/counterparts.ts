import type { Assessment, Component, ComponentEstimate, TemplateOrigin } from '../../model.ts';
import { usedRoute } from '../compare.ts';

/** What stands in the recovery region for a component of the primary one. */
export interface Counterpart {
  /** Id of the component that it stands for. */
  readonly of: string;
  /** `<stack>/<logicalId>` of what stands for it; a component's id, when the assessment lists it as one. */
  readonly id: string;
  readonly name: string;
  readonly region: string;
  /** True when the region route in use rests on it; false when only kind and name match. */
  readonly proven: boolean;
}

/**
 * The counterparts in the recovery region: what the proof of a region route names, else the component of the same kind
 * and logical id. A proof may name a resource that is no component of its own, such as a read replica.
 */
export function counterparts(assessment: Assessment): readonly Counterpart[] {
  const { recovery } = assessment.regions;
  if (recovery === undefined) return [];
  const standby = assessment.components.filter(({ primary }) => !primary);
  const there: Standby = {
    region: recovery,
    stacks: new Set(assessment.stacks.filter(({ region }) => region === recovery).map(({ name }) => name)),
    byId: new Map(standby.map((component) => [component.id, component])),
    byName: new Map(
      standby.filter(({ region }) => region === recovery).map((component) => [nameOf(component), component]),
    ),
  };
  const estimates = new Map(
    assessment.estimates
      .filter(({ disruption }) => disruption === 'region')
      .map((estimate) => [estimate.component, estimate]),
  );
  const taken = new Set<string>();
  return assessment.components
    .filter(({ primary }) => primary)
    .flatMap((component): Counterpart[] => {
      const found = proven(component, estimates.get(component.id), there) ?? alike(component, there);
      if (!found || taken.has(found.id)) return [];
      taken.add(found.id);
      return [found];
    });
}

/** What the recovery region holds. */
interface Standby {
  readonly region: string;
  readonly stacks: ReadonlySet<string>;
  readonly byId: ReadonlyMap<string, Component>;
  readonly byName: ReadonlyMap<string, Component>;
}

function nameOf({ kind, logicalId }: Component): string {
  return `${kind}/${logicalId}`;
}

function proven(
  component: Component,
  estimate: ComponentEstimate | undefined,
  there: Standby,
): Counterpart | undefined {
  const best = estimate?.routes[usedRoute(estimate)];
  if (best?.rto.kind !== 'estimate' || best.rpo.kind !== 'estimate') return undefined;
  const proof = best.proof.filter(
    (origin): origin is TemplateOrigin => origin.kind === 'template' && there.stacks.has(origin.stack),
  );
  const ids = proof.map(({ stack, logicalId }) => `${stack}/${logicalId}`);
  const shared = { of: component.id, region: there.region, proven: true };
  for (const id of ids) {
    const listed = there.byId.get(id);
    if (listed?.kind === component.kind) return { ...shared, id, name: listed.name };
  }
  const [first] = proof;
  if (!first || component.state === 'none') return undefined;
  return { ...shared, id: `${first.stack}/${first.logicalId}`, name: `standby ${first.logicalId}` };
}

function alike(component: Component, there: Standby): Counterpart | undefined {
  const twin = there.byName.get(nameOf(component));
  return twin && { of: component.id, id: twin.id, name: twin.name, region: there.region, proven: false };
}
