/**
 * Whether two JSON values mean the same, whatever the order of their keys: PostgreSQL gives the keys of a document back in an order of
 * its own. A key without a value is no key. Works without recursion, so that no depth of nesting ends it.
 */
export function sameJson(left: unknown, right: unknown): boolean {
  const open: [unknown, unknown][] = [[left, right]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    if (Object.is(a, b)) {
      continue;
    }
    if (Array.isArray(a) && Array.isArray(b)) {
      if (a.length !== b.length) {
        return false;
      }
      a.forEach((item, index) => {
        open.push([item, b[index]]);
      });
      continue;
    }
    if (!isRecord(a) || !isRecord(b)) {
      return false;
    }
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      open.push([a[key], b[key]]);
    }
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
