import { cacheKey } from '../../../app-src/src/cache/cache-key.ts';

/** Parts that an attacker would try in order to reach another user's values, and ordinary ones. */
const hostile = [
  '',
  'a',
  'A',
  'a:b',
  'b',
  ':',
  '::',
  'a:',
  ':b',
  'a\nb',
  'a\r\nb',
  'a\0b',
  'a b',
  'a%003ab',
  '%003a',
  '%',
  '#',
  `#${'x'.repeat(43)}`,
  '{a}',
  '*',
  '日本',
  'é',
  'e\u0301',
  '\ud800',
  '\udfff',
  '\ufffd',
  '😀',
  'x'.repeat(80),
  'x'.repeat(81),
  'x'.repeat(10_000),
  `${'x'.repeat(9_999)}y`,
  `${'x'.repeat(100)}\ud800`,
  `${'x'.repeat(100)}\ufffd`,
];

describe('the key of a cached value', () => {
  it('differs whenever the parts differ, whatever characters are in them', () => {
    const pairs = hostile.flatMap((first) => hostile.map((second) => [first, second] as const));
    const entries = new Set(
      pairs.map(([first, second]) => cacheKey('foundProposals', 'team', first, second).entry),
    );
    const singles = new Set(hostile.map((part) => cacheKey('foundProposals', 'team', part).entry));
    expect(entries.size).toBe(pairs.length);
    expect(singles.size).toBe(hostile.length);
    expect([...singles].filter((single) => entries.has(single))).toEqual([]);
  });

  it('gives each team an owner of its own', () => {
    const owners = new Set(hostile.map((team) => cacheKey('dashboard', team).owner));
    expect(owners.size).toBe(hostile.length);
  });

  it('holds only characters that neither Redis nor a log line takes for anything else, and stays short', () => {
    for (const part of hostile) {
      const { entry, owner } = cacheKey('foundProposals', part, part);
      expect(entry).toMatch(/^[\w%#:-]{1,1100}$/);
      expect(owner).toMatch(/^[\w%#:-]{1,600}$/);
    }
  });

  it('has one owner for what one write changes, and another for a proposal of its own', () => {
    expect(cacheKey('dashboard', 't').owner).toBe(cacheKey('proposals', 't', '', '', '', 25).owner);
    expect(cacheKey('dashboard', 't').owner).not.toBe(cacheKey('customers', 't').owner);
    expect(cacheKey('proposal', 't', '1').owner).toBe(cacheKey('versions', 't', '1').owner);
    expect(cacheKey('proposal', 't', '1').owner).not.toBe(cacheKey('proposal', 't', '2').owner);
    expect(cacheKey('proposal', 't', '1').owner).not.toBe(cacheKey('proposal', 'u', '1').owner);
  });
});
