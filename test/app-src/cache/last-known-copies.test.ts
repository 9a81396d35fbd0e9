import { LastKnownCopies } from '../../../app-src/src/cache/last-known-copies.ts';

describe('last known copies', () => {
  it('drop the least recently used beyond their number', () => {
    const copies = new LastKnownCopies({ entries: 2, bytes: 1_000 });
    copies.keep('a', '1');
    copies.keep('b', '2');
    copies.find('a');
    copies.keep('c', '3');
    expect([copies.find('a'), copies.find('b'), copies.find('c')]).toEqual(['1', undefined, '3']);
  });

  it('stay within their bytes, whatever is kept, replaced and forgotten', () => {
    const copies = new LastKnownCopies({ entries: 100, bytes: 1_000 });
    for (let index = 0; index < 500; index += 1) {
      copies.keep(`key-${index % 7}`, 'x'.repeat((index * 37) % 200));
      expect(copies.bytes).toBeLessThanOrEqual(1_000);
    }
    for (let index = 0; index < 7; index += 1) {
      copies.forget(`key-${index}`);
    }
    expect([copies.size, copies.bytes]).toEqual([0, 0]);
  });

  it('do not give up all others for one that is large', () => {
    const copies = new LastKnownCopies({ entries: 100, bytes: 1_000 });
    copies.keep('small', '1');
    copies.keep('large', 'x'.repeat(300));
    expect([copies.find('small'), copies.find('large')]).toEqual(['1', undefined]);
  });
});
