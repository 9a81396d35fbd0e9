import type { TemplateOrigin } from '../model.ts';
import { originOf, type Resource } from '../read/graph.ts';
import { asNumber, type Value } from '../read/value.ts';

/** How large a volume may get whose size no property states, as its owner declares it. */
export interface DeclaredVolume {
  /** Undefined when what is written is no number above 0. */
  readonly gib: number | undefined;
  readonly origin: TemplateOrigin;
}

/**
 * The size in the resource's metadata: `Metadata: { Holdfast: { VolumeGiB: 500 } }`.
 *
 * @returns undefined when nothing is declared and the assumption `cluster.volume` stands
 */
export function declaredVolume(cluster: Resource): DeclaredVolume | undefined {
  const own = cluster.raw.Metadata?.Holdfast;
  if (typeof own !== 'object' || own === null || !('VolumeGiB' in own)) return undefined;
  const written = own.VolumeGiB;
  const gib = asNumber(written as Value);
  const origin = { ...originOf(cluster, ''), path: 'Metadata.Holdfast.VolumeGiB', value: written };
  return { gib: gib !== undefined && gib > 0 ? gib : undefined, origin };
}
