import type { PartStatus } from '../../processes/part.ts';

/** The parts of a platform by what they are. */
export interface Groups {
  readonly balancer: PartStatus | undefined;
  readonly app: readonly PartStatus[];
  readonly postgres: readonly PartStatus[];
  readonly redis: readonly PartStatus[];
  /** Stand-ins for other services. */
  readonly peers: readonly PartStatus[];
}

/** Sorts parts by their names, which the platform gives them. */
export function groupsOf(parts: readonly PartStatus[]): Groups {
  const named = (pattern: RegExp) => parts.filter(({ name }) => pattern.test(name));
  return {
    balancer: named(/^balancer$/)[0],
    app: named(/^app-\d+$/),
    postgres: named(/^postgres-/),
    redis: named(/^redis-/),
    peers: named(/^(?!balancer$|app-\d+$|postgres-|redis-)/),
  };
}

/** The server of a pair that takes writes, or would. */
export function primaryOf(pair: readonly PartStatus[]): PartStatus | undefined {
  return pair.find(({ role }) => role === 'primary');
}
