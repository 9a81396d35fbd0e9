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

/** A manifest of a cloud assembly as the CDK writes it, to be changed as well. */
export function startingManifest(root: string): string {
  return readFileSync(join(root, 'test/fuzz/manifest/manifest.json'), 'utf8');
}
