import type { ModelContext } from '../component-kind.ts';
import { zonesOf } from '../evidence/zones.ts';
import type { FactId } from '../facts.ts';
import type { Estimate, Route } from '../model.ts';
import { attributeOrigin, property, type Resource } from '../read/graph.ts';
import { assumed, blocked, estimate, known, mend, nothing, unknown, unrecoverable } from '../terms.ts';

/** No data of its own, so nothing to lose. */
export function nothingKept(resource: Resource): Estimate {
  return estimate(nothing('It keeps no data of its own', attributeOrigin(resource, 'Type')));
}

/** What is lost with its stack is deployed again from source. */
export function deployAgain(
  resource: Resource,
  context: ModelContext,
  detectedBy: 'deletion.detect' | 'compromise.detect',
): Route {
  return {
    id: 'cdk.deploy',
    name: 'deploy the stack again from source',
    rto: estimate(assumed(context, detectedBy, 'detect'), assumed(context, 'deploy.stack', 'recover')),
    rpo: nothingKept(resource),
    proof: [attributeOrigin(resource, 'Type')],
  };
}

/** A managed resource that goes on in its other zones within the time that `fact` gives. */
export function otherZones(
  resource: Resource,
  subnetsPath: string,
  context: ModelContext,
  route: { readonly id: string; readonly name: string; readonly fact: FactId },
): Route {
  const spread = zonesOf(property(resource, subnetsPath), context.graph);
  if (spread.zones.length >= 2) {
    return {
      id: route.id,
      name: route.name,
      rto: estimate(known(route.fact, 'switch')),
      rpo: nothingKept(resource),
      proof: spread.proof,
    };
  }
  return blocked(
    route.id,
    route.name,
    oneZone(resource, subnetsPath, spread.zones, spread.complete),
    spread.proof,
  );
}

/** Why a resource does not outlive its zone. */
export function oneZone(
  resource: Resource,
  subnetsPath: string,
  zones: readonly string[],
  complete: boolean,
): Estimate {
  const change = mend(resource, subnetsPath, 'Give it subnets in at least two zones');
  return complete
    ? unrecoverable(`All subnets of ${resource.logicalId} lie in one zone, ${zones[0]}.`, change)
    : unknown(`The zones of the subnets of ${resource.logicalId} are not in the templates.`, change);
}
