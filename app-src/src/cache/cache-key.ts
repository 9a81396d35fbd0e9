import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CacheKind, type CacheKindName, cacheKinds } from './cache-kinds.ts';

declare const brand: unique symbol;

/** Where one value is kept. Only {@link cacheKey} makes them, so that no two users' values can meet under one key. */
export interface CacheKey {
  readonly [brand]: true;
  readonly kind: CacheKindName;
  /** Names the values that one write makes outdated together. It is the same in every release of the app. */
  readonly owner: string;
  /** Names the value, and the shape that it has in this release of the app. */
  readonly entry: string;
}

/** Parts longer than this, in characters, are told apart by their hash. */
const longestPlainPart = 80;

const shapes = new Map<CacheKindName, string>();

/**
 * The key of a value: its kind and what it depends on, the owner first (see `cacheKinds`). Different parts never make the same key,
 * whatever characters users put into them.
 */
export function cacheKey(kind: CacheKindName, ...parts: readonly (string | number)[]): CacheKey {
  const { area, ownerParts } = cacheKinds[kind];
  return {
    kind,
    owner: joined([area, ...parts.slice(0, ownerParts)]),
    entry: joined([kind, shapeOf(kind), ...parts]),
  } as CacheKey;
}

function joined(parts: readonly (string | number)[]): string {
  return parts.map((part) => escaped(String(part))).join(':');
}

/** Plain characters stay; all else becomes its UTF-16 code, lone surrogates included, which UTF-8 would make equal. */
function escaped(part: string): string {
  if (part.length > longestPlainPart) {
    // "#" is no plain character, so no short part looks like a hash.
    return `#${createHash('sha256').update(Buffer.from(part, 'utf16le')).digest('base64url')}`;
  }
  return part.replace(
    /[^A-Za-z0-9_-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A digest of the kind's schema: releases with different shapes share one Redis during a rollout without reading each other's values. */
function shapeOf(kind: CacheKindName): string {
  const known = shapes.get(kind);
  if (known !== undefined) {
    return known;
  }
  const { schema }: CacheKind = cacheKinds[kind];
  const description = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }));
  const shape = createHash('sha256').update(description).digest('base64url').slice(0, 8);
  shapes.set(kind, shape);
  return shape;
}
