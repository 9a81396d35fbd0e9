/** Furthest distance, as a share of the longer name, at which two names are still called near. */
const NEAR = 0.4;

/**
 * The names that someone who wrote `wanted` may have meant, nearest first: those that contain it, then those that differ
 * by a few letters. Case is ignored.
 */
export function nearNames(wanted: string, names: Iterable<string>, most = 3): string[] {
  const lower = wanted.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, distance: distanceOf(lower, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= NEAR)
    .sort((one, other) => one.distance - other.distance || (one.name < other.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** `; did you mean A or B?`, or a full stop when nothing is near. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearNames(wanted, names);
  return near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
}

/** 0 for the same name, 1 for names that share nothing. */
function distanceOf(one: string, other: string): number {
  if (one === other) return 0;
  if (one.length >= 3 && other.includes(one)) return 0.1;
  if (other.length >= 3 && one.includes(other)) return 0.2;
  if (sharedStart(one, other) >= Math.max(4, one.length * 0.7)) return 0.3;
  return edits(one.slice(0, 200), other.slice(0, 200)) / Math.max(one.length, other.length, 1);
}

function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = (row[j - 1] ?? 0) + Number(one[i - 1] !== other[j - 1]);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
