import { canonicalJson } from '../../../lambdas/evidence/canonical-json.ts';
import { createSigner, sealFault } from '../../../lambdas/evidence/signature.ts';

const signer = createSigner('a secret of more than thirty-two characters');
const sealed = () => JSON.parse(signer.seal({ b: 1, a: [{ d: null, c: 'ä' }] }));

describe('a sealed record', () => {
  test('D3: is genuine as it was written, in whatever order its fields are read', () => {
    expect(sealFault(sealed(), signer.publicKey)).toBeUndefined();
    const reordered = Object.fromEntries(Object.entries(sealed()).reverse());
    expect(sealFault(reordered, signer.publicKey)).toBeUndefined();
  });

  test('D3: is not genuine when its content was changed', () => {
    const changed = { ...sealed(), content: { b: 2, a: [{ d: null, c: 'ä' }] } };
    expect(sealFault(changed, signer.publicKey)).toBe('Its content does not have the hash that it names.');
  });

  test('D3: is not genuine when content and hash were changed together', () => {
    const other = createSigner('another secret of more than thirty-two characters');
    const forged = JSON.parse(other.seal({ verdict: 'good' }));
    expect(sealFault(forged, signer.publicKey)).toBe('It is signed with another key.');
    expect(sealFault({ ...forged, publicKey: signer.publicKey }, signer.publicKey)).toBe(
      'Its signature does not belong to its hash.',
    );
  });

  test.each([undefined, null, 'text', {}, { content: 1, sha256: 'x' }])('D3: %p is none', (file) => {
    expect(sealFault(file, signer.publicKey)).toBe('It is not a sealed record.');
  });

  test('D3: is made by the same key as long as the secret is the same', () => {
    expect(createSigner('a secret of more than thirty-two characters').publicKey).toBe(signer.publicKey);
  });

  test.each([undefined, '', 'short and known'])(
    'D3: a secret such as %p is refused without quoting it',
    (secret) => {
      expect(() => createSigner(secret)).toThrow(/^The signing secret has fewer than 32 characters; restore/);
    },
  );
});

describe('canonical JSON', () => {
  test('is the same for equal values, and keeps the order of lists', () => {
    expect(canonicalJson({ b: { d: 1, c: 2 }, a: [2, 1] })).toBe('{"a":[2,1],"b":{"c":2,"d":1}}');
  });
});
