/** GiB of memory per vCPU of the instance families that RDS for PostgreSQL offers and that this platform supports. */
const MEMORY_GIB_PER_VCPU: Record<string, number> = {
  m6g: 4,
  m6i: 4,
  m7g: 4,
  m7i: 4,
  m8g: 4,
  r6g: 8,
  r6i: 8,
  r7g: 8,
  r7i: 8,
  r8g: 8,
};

const VCPUS: Record<string, number> = {
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '12xlarge': 48,
  '16xlarge': 64,
  '24xlarge': 96,
};

/** Burstable sizes do not follow a ratio. */
const BURSTABLE_MEMORY_GIB: Record<string, number> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  '2xlarge': 32,
};
const BURSTABLE_FAMILIES = ['t3', 't4g'];

export const INSTANCE_FAMILIES = [...Object.keys(MEMORY_GIB_PER_VCPU), ...BURSTABLE_FAMILIES].sort();

/**
 * Memory of an instance class such as `r7g.large` (with or without the `db.` or `cache.` prefix).
 *
 * @returns GiB, or `undefined` when the family or the size is not known
 */
export function instanceMemoryGiB(instanceClass: string): number | undefined {
  const [family = '', size = ''] = instanceClass.replace(/^(db|cache)\./, '').split('.');
  if (BURSTABLE_FAMILIES.includes(family)) return BURSTABLE_MEMORY_GIB[size];
  const ratio = MEMORY_GIB_PER_VCPU[family];
  const vcpus = VCPUS[size];
  return ratio === undefined || vcpus === undefined ? undefined : ratio * vcpus;
}

/**
 * RDS for PostgreSQL's default `max_connections`: `LEAST({DBInstanceClassMemory/9531392}, 5000)`.
 * `DBInstanceClassMemory` is what the operating system and RDS leave over; a tenth is taken off for them.
 *
 * Source: Amazon RDS User Guide, "Quotas and constraints", maximum number of database connections.
 */
export function defaultMaxConnections(memoryGiB: number): number {
  return Math.min(Math.floor((memoryGiB * 2 ** 30 * 0.9) / 9_531_392), 5000);
}
