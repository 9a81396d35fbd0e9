import { errorFingerprint } from '../../../app-src/src/telemetry/error-fingerprint.ts';

const fail = (message: string, fields: object = {}) => Object.assign(new TypeError(message), fields);

describe('the fingerprint of an error', () => {
  it('is the same for two occurrences that differ in ids, numbers and quoted values', () => {
    const occurrences = [
      ['018f3a00-0000-7000-8000-000000000001', 7, 'Ada'],
      ['018f3a00-0000-7000-8000-0000000000ff', 4_711, 'Ben Nevis'],
    ].map(([id, row, name]) => fail(`Proposal ${id} has no row ${row} named "${name}"`));
    expect(new Set(occurrences.map(errorFingerprint)).size).toBe(1);
  });

  it('is the same wherever the release is installed', () => {
    const at = (folder: string, line: number) =>
      fail('x', { stack: `TypeError: x\n    at save (${folder}/server/chunk.js:${line}:9)` });
    expect(errorFingerprint(at('/app', 10))).toBe(errorFingerprint(at('file:///home/me/app', 12)));
  });

  it('tells kinds, messages, codes and places apart', () => {
    const here = (name: string) => ({ stack: `Error\n    at ${name} (chunk.js:1:2)` });
    const different = [
      fail('a', here('one')),
      fail('b', here('one')),
      fail('a', here('two')),
      fail('a', { ...here('one'), code: 'E1' }),
      Object.assign(new RangeError('a'), here('one')),
    ];
    expect(new Set(different.map(errorFingerprint)).size).toBe(different.length);
  });

  it.each([undefined, null, 'text', 7, {}, { stack: 'x'.repeat(100_000) }])('takes %p as well', (thrown) => {
    expect(errorFingerprint(thrown)).toMatch(/^[0-9a-f]{16}$/);
  });
});
