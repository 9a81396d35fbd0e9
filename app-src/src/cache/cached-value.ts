import { z } from 'zod';
import { type CacheKind, type CacheKindName, cacheKinds } from './cache-kinds.ts';

/** Milliseconds by which the clocks of replicas may differ before a value from the future is taken for damage. */
const clockToleranceMilliseconds = 60_000;

const envelope = z.object({
  server: z.string(),
  generation: z.string(),
  loadedAt: z.number(),
  freshMilliseconds: z.number(),
  value: z.unknown(),
});

/** A value as it is kept, with what decides whether it may be served. */
export interface CachedValue {
  /** The identity of the Redis that its generation is from. */
  readonly server: string;
  /** The generation of its owner when its load began. */
  readonly generation: string;
  /** When its load began, in milliseconds since 1970. */
  readonly loadedAt: number;
  /** For how long it is fresh, jitter included. */
  readonly freshMilliseconds: number;
  readonly value: unknown;
}

/** A value that was read, with the text that it was read from. */
export interface CachedCopy extends CachedValue {
  readonly text: string;
}

export function writeCachedValue(value: CachedValue): string {
  return JSON.stringify(value);
}

/** Reads what {@link writeCachedValue} wrote; undefined for anything else, such as damaged or foreign bytes. */
export function readCachedValue(kind: CacheKindName, text: string): CachedCopy | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { schema }: CacheKind = cacheKinds[kind];
  const read = envelope.safeParse(parsed);
  if (!read.success || read.data.loadedAt > Date.now() + clockToleranceMilliseconds) {
    return undefined;
  }
  const value = schema.safeParse(read.data.value);
  return value.success ? { ...read.data, value: value.data, text } : undefined;
}
