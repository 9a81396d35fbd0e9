import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';

/** Value of an attribute in a list of `{ Key, Value }`, as load balancers and target groups have them. */
export function attribute(resource: Resource, list: string, key: string): Value {
  return asList(property(resource, list))
    .filter(isRecord)
    .find((entry) => entry.Key === key)?.Value;
}
