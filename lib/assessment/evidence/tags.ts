import { property, type Resource } from '../read/graph.ts';
import { asList, isRecord, type Value } from '../read/value.ts';

/** The tags of a resource by key, in whichever form its type writes them; a value may be unresolved. */
export function tagsOf(resource: Resource): ReadonlyMap<string, Value> {
  const tags = property(resource, 'Tags');
  if (isRecord(tags)) return new Map(Object.entries(tags));
  const lists = [tags, property(resource, 'FileSystemTags'), ...replicaTags(resource)];
  return new Map(
    lists
      .flatMap(asList)
      .filter(isRecord)
      .flatMap((tag): [string, Value][] => (typeof tag.Key === 'string' ? [[tag.Key, tag.Value]] : [])),
  );
}

/** A global table is tagged replica by replica. */
function replicaTags(resource: Resource): Value[] {
  return asList(property(resource, 'Replicas'))
    .filter(isRecord)
    .filter((replica) => replica.Region === resource.stack.region)
    .map((replica) => replica.Tags);
}
