import type { Origin, Term } from '../assessment/model.ts';

/**
 * The key of the number that decides a term: the id of its assumption or fact, else the path of its first property without the resource
 * and the places in lists, such as `ContainerDefinitions.HealthCheck.Interval`.
 */
export function decidingOrigin({ origins }: Term): string {
  const named =
    origins.find(({ kind }) => kind === 'assumption') ?? origins.find(({ kind }) => kind === 'fact');
  const origin = named ?? origins[0];
  return origin === undefined ? 'nothing' : keyOf(origin);
}

function keyOf(origin: Origin): string {
  if (origin.kind !== 'template') return origin.id;
  return origin.path.replace(/^Properties\./, '').replaceAll(/\.\d+(?=\.|$)/g, '');
}
