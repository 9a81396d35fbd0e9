import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Requirement } from './requirement.ts';

/**
 * The test files that import, directly or through others, a module that a requirement is used through.
 *
 * @param testFiles absolute paths
 * @param testFolder absolute path of `test/`
 */
export function testsNeeding(
  requirement: Requirement,
  testFiles: readonly string[],
  testFolder: string,
): string[] {
  const wanted = requirement.usedThrough.map((module) => join(testFolder, module));
  return testFiles.filter((file) => wanted.some((module) => reaches(file, module, new Set())));
}

function reaches(file: string, wanted: string, seen: Set<string>): boolean {
  if (file === wanted) return true;
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  return relativeImports(file).some((imported) => reaches(imported, wanted, seen));
}

function relativeImports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    resolve(dirname(file), path ?? ''),
  );
}
