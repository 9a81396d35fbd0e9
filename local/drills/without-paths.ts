import { relative, resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

/**
 * The same value with paths of this machine written as seen from the project, so that a record says nothing of whose machine it was.
 *
 * @param value anything that can be written as JSON
 * @param folder where the platform is kept, which may be outside of the project
 */
export function withoutPaths<Value>(value: Value, folder: string): Value {
  const inside = relative(project, folder);
  const shown = inside.startsWith('..') ? '.holdfast/drills' : inside;
  return withNames(value, [
    [folder, shown],
    [`${project}/`, ''],
  ]);
}

/**
 * The same value with names in the place of folders, in all of its texts.
 *
 * @param names folders with what they are called; the longer ones first
 */
export function withNames<Value>(
  value: Value,
  names: readonly (readonly [folder: string, name: string])[],
): Value {
  const visit = (part: unknown): unknown => {
    if (typeof part === 'string')
      return names.reduce((text, [folder, name]) => text.replaceAll(folder, name), part);
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, visit(item)]));
  };
  return visit(value) as Value;
}
