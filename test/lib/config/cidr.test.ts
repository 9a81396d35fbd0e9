import { type CidrBlock, overlaps, parseCidr } from '../../../lib/config/cidr.ts';

describe('an IPv4 block', () => {
  it('is read as an address and a prefix', () => {
    expect(parseCidr('10.20.0.0/16')).toEqual({ address: 10 * 2 ** 24 + 20 * 2 ** 16, prefix: 16 });
  });

  it.each(['10.20.0.0', '10.20.0/16', '10.20.0.256/16', '10.20.0.0/33', '10.20.1.0/16', 'x'])(
    'is not %s',
    (text) => expect(parseCidr(text)).toBeUndefined(),
  );

  it.each([
    ['10.20.0.0/16', '10.20.0.0/16', true],
    ['10.20.0.0/16', '10.20.16.0/20', true],
    ['10.20.16.0/20', '10.20.0.0/16', true],
    ['10.20.0.0/16', '10.21.0.0/16', false],
    ['0.0.0.0/0', '192.168.0.0/24', true],
  ])('%s and %s overlap: %s', (one, other, expected) => {
    const blocks = [one, other].map(parseCidr) as [CidrBlock, CidrBlock];
    expect(overlaps(...blocks)).toBe(expected);
  });
});
