import type { Resource, ResourceGraph } from '../read/graph.ts';
import { property } from '../read/graph.ts';
import { referencesIn, type Value } from '../read/value.ts';

/**
 * The region whose KMS key a value names: by reference, ARN, or alias of a key in the templates.
 *
 * @returns undefined when the value is absent or cannot be placed
 */
export function keyRegion(value: Value, graph: ResourceGraph): string | undefined {
  if (typeof value === 'string') return /^arn:[\w-]+:kms:([a-z0-9-]+):/.exec(value)?.[1];
  const [first] = referencesIn(value);
  return first && graph.at(first)?.stack.region;
}

/** True when the resource's data is encrypted, so that a copy needs a key where it lands. */
export function isEncrypted(resource: Resource): boolean {
  const flag = property(resource, 'StorageEncrypted');
  return (flag !== false && flag !== undefined) || property(resource, 'KmsKeyId') !== undefined;
}
