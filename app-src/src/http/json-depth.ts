/** Whether objects and arrays are nested within one another more than `levels` times. Looks no deeper than that. */
export function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1));
}
