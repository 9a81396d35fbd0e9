import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readInput } from '../../../../lib/assessment/read/input.ts';
import { ReadError } from '../../../../lib/assessment/read/template.ts';
import { ENTRIES, Entrance } from '../../../fuzz/entries.ts';
import { readOne } from '../../../fuzz/one-input.ts';

const SEEDS = join(process.cwd(), 'test', 'fuzz', 'seeds');
const refusal = async (text: string): Promise<string> => {
  try {
    await readInput(['-'], { region: 'eu-central-1', stdin: async () => text });
  } catch (error) {
    if (error instanceof ReadError) return error.message;
    throw error;
  }
  return 'read';
};
const bomb = (levels: number) =>
  `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: levels }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}*a${i}]\n`).join('')}Resources: {}\n`;

describe('Garbage is refused with one sentence', () => {
  test.each([
    ['nothing', '', /is empty/],
    ['cut JSON', '{"Resources":{"A":{"Type":"AWS::S3', /not valid JSON .*cut short/],
    ['cut YAML', 'Resources:\n  A: {Type: AWS::S3::Bucket\n', /not valid YAML on line/],
    ['binary', 'MZ\0\0', /binary file/],
    ['a text', 'hello', /holds a text, not a template/],
    ['a list', '[1]', /holds a list, not a template/],
    ['no resources', '{"a":1}', /has no Resources/],
    ['resources as a list', '{"Resources":[]}', /has a list for Resources/],
    ['resources as null', 'Resources:\n', /has nothing for Resources/],
    ['a resource that is null', '{"Resources":{"A":null}}', /resource "A" that is nothing/],
    ['a resource that is a list', '{"Resources":{"A":[]}}', /resource "A" that is a list/],
    ['a resource that is a text', '{"Resources":{"A":"x"}}', /resource "A" that is a text/],
    ['no type', '{"Resources":{"A":{}}}', /resource "A" without a Type/],
    ['properties as a list', '{"Resources":{"A":{"Type":"X","Properties":[]}}}', /a list for Properties/],
    ['parameters as a list', '{"Parameters":[],"Resources":{}}', /a list for Parameters/],
    ['a key given twice in JSON', '{"Resources":{},\n"Resources":{}}', /"Resources" twice .* line 2/],
    ['a key given twice in YAML', 'Resources: {}\nResources: {}', /"Resources" twice .* line 2/],
    ['__proto__ in JSON', '{"Resources":{"__proto__":{"Type":"X"}}}', /"__proto__" on line 1/],
    ['__proto__ written with escapes', '{"\\u005f_proto__":1}', /"__proto__" on line 1/],
    ['__proto__ in YAML', 'Resources:\n  __proto__: {Type: X}', /"__proto__" on line 2/],
    ['deep JSON', '['.repeat(200_000), /more than 100 levels/],
    ['deep YAML', `a: ${'['.repeat(5_000)}`, /nested|not valid YAML/],
    ['YAML lists inside lists', `a: ${'- '.repeat(50_000)}`, /more than 100 levels|not valid YAML/],
    ['a YAML bomb', bomb(9), /values once its aliases/],
    [
      'a merge of a text',
      'Resources:\n  A:\n    <<: x\n    Type: X\n',
      /merges what is no mapping with << on line 3/,
    ],
    ['an alias inside its own anchor', 'Resources: &a\n  A: *a\n', /before its anchor is complete/],
    ['JSON of 50 MB', `{"a":"${'x'.repeat(50 * 1024 * 1024)}"}`, /has 50 MB; at most 16 MB/],
    ['YAML of 5 MB', `a: ${'x'.repeat(5 * 1024 * 1024)}`, /at most 1\.0 MB of YAML/],
    [
      'a loop over a list that nobody knows',
      '{"Resources":{"Fn::ForEach::L":["N",{"Ref":"Nobody"},{"A${N}":{"Type":"X"}}]}}',
      /Fn::ForEach::L" from what the template does not determine/,
    ],
  ])('%s', async (_name, text, expected) => {
    const start = performance.now();
    const message = await refusal(text);
    expect(message).toMatch(expected);
    expect(message).not.toContain('\n');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test('loops inside loops come to an end', async () => {
    const items = Array.from({ length: 200 }, (_, index) => `i${index}`);
    const text = JSON.stringify({
      Resources: {
        'Fn::ForEach::A': ['A', items, { 'Fn::ForEach::B': ['B', items, { 'X${A}${B}': { Type: 'X' } }] }],
      },
    });
    expect(await refusal(text)).toMatch(/loops that yield more than/);
  });
});

describe('Paths that hold nothing to read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-garbage-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const reading = (...names: string[]) =>
    readInput(
      names.map((name) => join(folder, name)),
      { region: 'eu-central-1' },
    );

  test('a missing file', async () => {
    await expect(reading('gone.json')).rejects.toThrow(/gone\.json does not exist; name a template/);
  });

  test('a folder without templates', async () => {
    await expect(reading('.')).rejects.toThrow(/holds no template/);
  });

  test('a binary file', async () => {
    writeFileSync(join(folder, 'image.json'), Buffer.from([0x89, 0x50, 0xff, 0xfe]));
    await expect(reading('image.json')).rejects.toThrow(/binary file/);
  });

  test('a file that is too large is refused before it is read', async () => {
    writeFileSync(join(folder, 'large.json'), '{');
    truncateSync(join(folder, 'large.json'), 4 * 1024 ** 3);
    await expect(reading('large.json')).rejects.toThrow(/has 4096 MB; at most 16 MB/);
  });

  test('an assembly whose manifest is damaged, or names a file that is gone', async () => {
    const manifest = join(folder, 'manifest.json');
    for (const [text, expected] of [
      ['{"artifacts":', /not valid JSON/],
      ['{"artifacts":[]}', /not the manifest of a cloud assembly/],
      ['{"artifacts":{"a":{"type":"aws:cloudformation:stack"}}}', /names no template for a/],
      [
        '{"artifacts":{"a":{"type":"aws:cloudformation:stack","properties":{"templateFile":"x.json"}}}}',
        /missing/,
      ],
      [
        '{"artifacts":{"a":{"type":"cdk:cloud-assembly","properties":{"directoryName":"."}}}}',
        /contain themselves/,
      ],
    ] as const) {
      writeFileSync(manifest, text);
      await expect(reading('.')).rejects.toThrow(expected);
    }
    rmSync(manifest);
  });
});

describe('Inputs that the fuzzer found', () => {
  const seeds = readdirSync(SEEDS).filter((name) => name.endsWith('.txt'));
  const entrance = new Entrance();
  afterAll(() => entrance.close());
  test.each(seeds)('%s ends in a result or a sentence, by whichever way it comes in', async (name) => {
    const text = readFileSync(join(SEEDS, name), 'utf8');
    for (const entry of ENTRIES) expect(['read', 'refused']).toContain(await readOne(text, entrance, entry));
  });
});
