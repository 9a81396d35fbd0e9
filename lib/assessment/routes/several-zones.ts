import { type FactId, fact } from '../facts.ts';
import type { Origin, Route } from '../model.ts';
import { attributeOrigin, type Resource } from '../read/graph.ts';
import { estimate, nothing } from '../terms.ts';

/** A service that keeps its data in several zones by itself goes on without one of them, and loses nothing. */
export function severalZones(
  resource: Resource,
  id: string,
  factId: FactId,
  ...proof: readonly Origin[]
): Route {
  const origins = [fact(factId), ...(proof.length > 0 ? proof : [attributeOrigin(resource, 'Type')])];
  return {
    id,
    name: 'serve from the other zones',
    rto: estimate(nothing('The other zones go on serving', ...origins)),
    rpo: estimate(nothing('The other zones have the data', ...origins)),
    proof: origins,
  };
}
