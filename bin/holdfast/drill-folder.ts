import { basename, dirname, join } from 'node:path';

/**
 * Where the platform of the drills is kept: beside the one that people use, so that nothing happens to that.
 * @param folder where the platform of the project is kept
 */
export function drillFolder(folder: string): string {
  const name = basename(folder);
  return join(dirname(folder), name === 'local' ? 'drills' : `${name}-drills`);
}
