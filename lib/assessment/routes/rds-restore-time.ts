import type { ModelContext } from '../component-kind.ts';
import type { Term } from '../model.ts';
import { originOf, property, type Resource } from '../read/graph.ts';
import { asNumber } from '../read/value.ts';
import { assumed, computed } from '../terms.ts';

/**
 * What every restore of an RDS instance costs: a person, the instance, and its storage at full size.
 * The storage counted is the larger of what is allocated and what it may grow to.
 */
export function restoreTerms(database: Resource, context: ModelContext): Term[] {
  return [
    assumed(context, 'human.restore', 'recover'),
    assumed(context, 'rds.restoreBase', 'recover'),
    storageTerm(database, context),
  ];
}

function storageTerm(database: Resource, context: ModelContext): Term {
  const rate = context.assume('rds.restorePerGiB');
  const sizes = ['AllocatedStorage', 'MaxAllocatedStorage'].map((path) => ({
    path,
    gib: asNumber(property(database, path)) ?? 0,
  }));
  const largest = sizes.reduce((one, other) => (other.gib > one.gib ? other : one));
  return computed(
    'RDS restores the storage',
    'recover',
    largest.gib * rate.value,
    `${largest.gib} GiB x ${rate.value} s/GiB`,
    [originOf(database, largest.path), rate],
  );
}
