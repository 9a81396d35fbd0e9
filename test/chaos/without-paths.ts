/**
 * A record with names in the place of folders of this machine, in all of its texts.
 * @param names folders with what they are called; the longer ones first
 */
export function withoutPaths(
  record: object,
  names: readonly (readonly [folder: string, name: string])[],
): unknown {
  const text = names.reduce(
    (all, [folder, name]) => all.replaceAll(JSON.stringify(folder).slice(1, -1), name),
    JSON.stringify(record),
  );
  return JSON.parse(text);
}
