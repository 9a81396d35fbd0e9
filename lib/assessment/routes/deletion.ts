import type { Route } from '../model.ts';
import { attributeOrigin, originOf, property, type Resource } from '../read/graph.ts';
import { asBoolean, Unresolved } from '../read/value.ts';
import { blocked, estimate, mend, nothing, unreadable, unrecoverable } from '../terms.ts';

/** How a service's deletion protection is called. */
export interface Protection {
  readonly id: string;
  /** Property that switches protection on with `true`. */
  readonly path: string;
  /** What refuses, e.g. `RDS refuses to delete the instance`. */
  readonly label: string;
  readonly change: string;
}

/** Deletion protection does not bring anything back, it refuses: listed apart, and used only when no restore is good enough. */
export function deletionRefused(resource: Resource, { id, path, label, change }: Protection): Route {
  const name = 'deletion is refused until protection is switched off';
  const protection = property(resource, path);
  const proof = [originOf(resource, path)];
  if (protection instanceof Unresolved) return blocked(id, name, unreadable(resource, path), proof);
  if (asBoolean(protection) !== true)
    return blocked(
      id,
      name,
      unrecoverable('Nothing refuses the deletion.', mend(resource, path, change)),
      proof,
    );
  const refused = estimate(nothing(label, originOf(resource, path)));
  return { id, name, rto: refused, rpo: refused, proof, prevents: true };
}

/**
 * What the deletion policy is worth: it keeps the resource, or a last snapshot, when its stack is deleted, and does
 * nothing when somebody deletes the resource itself. So it is shown, and proves nothing.
 */
export function deletionPolicy(resource: Resource): readonly Route[] {
  const policy = resource.raw.DeletionPolicy;
  if (policy === undefined || policy === 'Delete') return [];
  return [
    blocked(
      'stack.deletion-policy',
      'keep the resource when its stack is deleted',
      unrecoverable(
        `DeletionPolicy ${policy} helps when the stack is deleted; it does nothing against the deletion of ${resource.logicalId} itself.`,
      ),
      [attributeOrigin(resource, 'DeletionPolicy')],
    ),
  ];
}
