import { readFileSync } from 'node:fs';
import path from 'node:path';
import { configurationVariables } from '../../app-src/src/config/app-config.ts';

const document = readFileSync(path.join(import.meta.dirname, '../../docs/application.md'), 'utf8');

/** The rows of a table of the document whose first cell is code in capital letters: its name and its default. */
const rows = [...document.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \| ([^|]+) \|/gm)].map(([, name, value]) => ({
  name,
  value: value?.trim(),
}));

describe("the application's document", () => {
  it('lists every variable that the app reads, with its default, and no other', () => {
    expect(rows).toEqual(
      configurationVariables().map(({ name, required, fallback }) => ({
        name,
        value: required ? 'required' : fallback === undefined ? 'none' : `\`${fallback}\``,
      })),
    );
  });
});
