import type { Assessment } from '../../model.ts';

/**
 * How deep each component stands in the dependency graph: 0 is what users meet, and everything stands below all that
 * need it. Components on no dependency have no depth. A cycle is cut at its first component.
 */
export function depths(assessment: Assessment): ReadonlyMap<string, number> {
  const known = new Set(assessment.components.map(({ id }) => id));
  const needs = new Map<string, string[]>();
  const waiting = new Map<string, number>();
  for (const { from, to } of assessment.dependencies) {
    if (!known.has(from) || !known.has(to) || from === to) continue;
    needs.set(from, [...(needs.get(from) ?? []), to]);
    waiting.set(from, waiting.get(from) ?? 0);
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const depth = new Map<string, number>();
  const done = new Set<string>();
  const settle = (start: string): void => {
    const queue = [start];
    for (const id of queue) {
      done.add(id);
      const level = depth.get(id) ?? 0;
      depth.set(id, level);
      for (const next of needs.get(id) ?? []) {
        if (done.has(next)) continue;
        depth.set(next, Math.max(depth.get(next) ?? 0, level + 1));
        const left = (waiting.get(next) ?? 1) - 1;
        waiting.set(next, left);
        if (left === 0) queue.push(next);
      }
    }
  };
  for (const [id, above] of [...waiting]) if (above === 0) settle(id);
  for (const id of waiting.keys()) if (!done.has(id)) settle(id);
  return depth;
}
