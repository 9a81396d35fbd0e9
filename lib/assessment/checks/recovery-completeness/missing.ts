import type { ModelContext } from '../../component-kind.ts';
import type { Resource } from '../../read/graph.ts';
import { referencesIn, textsIn, type Value } from '../../read/value.ts';

/** What is missing, which resource needs it, and the property that names it. */
export interface Missing {
  readonly rule: string;
  readonly needs: Resource;
  readonly path: string;
  readonly what: string;
}

/** The regions that ARNs and registry addresses of a service in a value name. */
export function regionsIn(value: Value, pattern: RegExp): string[] {
  return textsIn(value).flatMap((text) => pattern.exec(text)?.[1] ?? []);
}

/** A region other than the recovery region that a value leads to, by reference or by ARN. */
export function foreignRegion(
  value: Value,
  arn: RegExp | undefined,
  { graph, recoveryRegion }: ModelContext,
): string | undefined {
  const referred = referencesIn(value).flatMap((reference) => graph.at(reference)?.stack.region ?? []);
  return [...referred, ...(arn ? regionsIn(value, arn) : [])].find((region) => region !== recoveryRegion);
}
