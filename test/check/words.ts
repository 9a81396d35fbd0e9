import type { Check } from './check.ts';
import { type TextFile, textFiles } from './files.ts';

const FORBIDDEN: readonly {
  readonly pattern: RegExp;
  readonly reason: string;
  /** Files in which it is right. */
  readonly except?: RegExp;
}[] = [
  {
    pattern: /\b(registry\.(npmjs|yarnpkg)|pypi|files\.pythonhosted|proxy\.golang)\.(org|com)\b/,
    reason: 'a registry host: leave the choice of registry to the machine',
  },
  { pattern: /"resolved": "http/, reason: 'a registry address in the lock' },
  {
    pattern: /(^|[\s"'`(=])\/(work|root|Users\/\w+)\//,
    reason: 'a path of one particular machine',
    // An image's own paths are the same everywhere.
    except: /Dockerfile$/,
  },
  {
    pattern: /\b(TODO|FIXME|XXX)\b(?!\([\w-]+\): \S)/,
    reason: 'an open end without owner and reason: write TODO(owner): reason',
  },
];

/** Finds what must not stand in any file; the rules' own file and its test are left out. */
export function forbiddenWords(files: readonly TextFile[]): string[] {
  return files
    .filter(({ path }) => !/test\/check\/words(\.test)?\.ts$/.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) =>
        FORBIDDEN.flatMap(({ pattern, reason, except }) => {
          const found = except?.test(path) ? undefined : pattern.exec(line)?.[0].trim();
          return found ? [`${path}:${index + 1}: ${found} is ${reason}`] : [];
        }),
      ),
    );
}

export const words: Check = {
  name: 'words that must not stand anywhere',
  run: async (root) => forbiddenWords(await textFiles(root)),
};
