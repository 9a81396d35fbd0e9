import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['test/lib/assessment/corpus', 'test/fuzz/starts'];

/** Texts that the fuzzer changes: the corpus of the model, and templates that use every function. */
export function startingTexts(root: string): string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /^(?!expected).*\.(json|ya?ml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => readFileSync(path, 'utf8')),
  );
}
