import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAssembly, synthesize, withTemplateChange } from '../assembly.ts';
import { once } from './once.ts';

describe('work that is done once', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-once-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives everyone who asks the same result', async () => {
    let calls = 0;
    const ask = () => once(join(folder, 'a'), async () => ++calls);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  });

  it('gives everyone who asks the same error', async () => {
    let calls = 0;
    const ask = () =>
      once(join(folder, 'a'), async () => {
        throw new Error(`failed ${++calls}`);
      });
    await expect(ask()).rejects.toThrow('failed 1');
    await expect(ask()).rejects.toThrow('failed 1');
  });
});

describe('a changed copy of an assembly', () => {
  it('differs from the original, which stays as it was', async () => {
    const dir = await synthesize();
    const copy = await withTemplateChange(dir, (template, { name }) => {
      if (name.endsWith('-network')) template.Resources = {};
    });
    const sizes = (of: string) =>
      readAssembly(of)
        .stacks.filter(({ name }) => name.endsWith('-network'))
        .map(({ template }) => Object.keys(template.Resources).length);
    expect(sizes(copy)).toEqual([0, 0]);
    expect(Math.min(...sizes(dir))).toBeGreaterThan(0);
  });

  it('names the stacks there are when one is not there', async () => {
    const assembly = readAssembly(await synthesize());
    expect(() => assembly.stack('gone')).toThrow(/^No stack gone; there are holdfast-production-/);
  });
});
