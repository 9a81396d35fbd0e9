import { clientAddress } from '../../../app-src/src/http/client-address.ts';

const from = (forwarded: string | undefined, trustedProxies: number) =>
  clientAddress(new Headers(forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded }), trustedProxies);

describe('the address that a request is counted against', () => {
  it.each([
    ['behind one proxy', '192.0.2.1', 1],
    ['behind one proxy, with an invented address', '198.51.100.7, 192.0.2.1', 1],
    ['behind the edge and the load balancer', '192.0.2.1, 203.0.113.9', 2],
    ['behind both, with invented addresses', '198.51.100.7, 198.51.100.8,192.0.2.1 , 203.0.113.9', 2],
    ['behind both, by a way around the edge', '192.0.2.1', 2],
  ])('is what the outermost proxy was called from: %s', (_way, forwarded, trustedProxies) => {
    expect(from(forwarded, trustedProxies)).toBe('192.0.2.1');
  });

  it.each([
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002:ffff:1:2:3', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
  ])('is the network of %s, whose owner has 2^64 others', (address, network) => {
    expect(from(`${address}, 203.0.113.9`, 2)).toBe(network);
  });

  it.each([undefined, '', 'unknown', '<script>', '192.0.2.999', ','])('is unknown for %j', (forwarded) => {
    expect(from(forwarded, 1)).toBe('unknown');
  });
});
