import type { ModelContext } from '../component-kind.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber, Unresolved } from '../read/value.ts';
import { type Addend, assumed, computed, mend, unknown, unreadable } from '../terms.ts';

const SIZES = ['AllocatedStorage', 'MaxAllocatedStorage'];

/** The property that keeps the size of a database's storage open, or undefined when the templates state it. */
export function unreadableSize(database: Resource): string | undefined {
  const values = SIZES.map((path) => property(database, path));
  const unresolved = values.findIndex((value) => value instanceof Unresolved);
  if (unresolved >= 0) return SIZES[unresolved];
  return values.some((value) => asNumber(value) !== undefined) ? undefined : SIZES[0];
}

/**
 * What every restore of an RDS instance costs: a person, the instance, and its storage at full size.
 * The storage counted is the larger of what is allocated and what it may grow to; without a size nothing is known.
 */
export function restoreTerms(database: Resource, context: ModelContext): Addend[] {
  return [
    assumed(context, 'human.restore', 'recover'),
    assumed(context, 'rds.restoreBase', 'recover'),
    storageTerm(database, context),
  ];
}

function storageTerm(database: Resource, context: ModelContext): Addend {
  const open = unreadableSize(database);
  if (open !== undefined)
    return property(database, open) instanceof Unresolved
      ? unreadable(database, open)
      : unknown(
          `${database.logicalId} does not state how large its storage is, so how long a restore takes is not known.`,
          mend(database, open, `Set ${open}`),
        );
  const rate = context.assume('rds.restorePerGiB');
  const sizes = SIZES.map((path) => ({ path, gib: asNumber(property(database, path)) ?? 0 }));
  const largest = sizes.reduce((one, other) => (other.gib > one.gib ? other : one));
  return computed(
    'RDS restores the storage',
    'recover',
    largest.gib * rate.value,
    `${largest.gib} GiB x ${rate.value} s/GiB`,
    [originOf(database, largest.path), rate],
  );
}
