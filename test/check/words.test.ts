import { forbiddenWords } from './words.ts';

const inFile = (text: string, path = 'lib/a.ts') => forbiddenWords([{ path, text }]);

describe('words that must not stand anywhere', () => {
  it.each([
    ['a registry host', 'get it from registry.npmjs.org'],
    ['a registry address in the lock', '  "resolved": "https://example.com/a.tgz",'],
    ['a path of one machine', "read('/root/secret')"],
    ['an open end without an owner', '// TODO later'],
  ])('%s', (_name, text) =>
    expect(inFile(`fine\n${text}`)).toEqual([expect.stringMatching(/^lib\/a\.ts:2: /)]),
  );

  it.each(['https://example.com/work/item', 'TODO(ana): remove when the replica is gone', './work/x'])(
    'but not %s',
    (text) => expect(inFile(text)).toEqual([]),
  );

  it("but not a path inside an image's own recipe", () => {
    expect(inFile('RUN --mount=type=cache,target=/root/.npm npm ci', 'app-src/Dockerfile')).toEqual([]);
  });
});
