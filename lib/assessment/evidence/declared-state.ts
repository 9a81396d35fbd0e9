import type { State } from '../model.ts';
import type { Resource } from '../read/graph.ts';

const STATES: readonly State[] = ['system of record', 'derived', 'none'];

/** What the resource's metadata says about its data: `Metadata: { Holdfast: { State: 'system of record' } }`. */
export function stateWritten(resource: Resource): unknown {
  const own = resource.raw.Metadata?.Holdfast;
  return typeof own === 'object' && own !== null && 'State' in own ? own.State : undefined;
}

/**
 * What a resource holds, as its owner declares it. A value that is none of the three counts as a system of record, so
 * that a slip of the pen never turns data into a cache.
 *
 * @returns undefined when nothing is declared and the state is inferred from the type
 */
export function declaredState(resource: Resource): State | undefined {
  const written = stateWritten(resource);
  if (written === undefined) return undefined;
  return STATES.find((state) => state === written) ?? 'system of record';
}

export function isReadable(written: unknown): boolean {
  return STATES.some((state) => state === written);
}
