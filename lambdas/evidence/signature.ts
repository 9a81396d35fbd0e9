import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What is stored: the content, its SHA-256 in hexadecimal, and an Ed25519 signature of that hash in base64. */
export interface Sealed {
  readonly content: unknown;
  readonly sha256: string;
  readonly signature: string;
  /** SPKI in PEM, so that the file can be checked without access to anything. */
  readonly publicKey: string;
}

export interface Signer {
  readonly publicKey: string;
  /** Text of the file. */
  seal(content: unknown): string;
}

/** Shorter texts could be guessed. */
const SHORTEST_SECRET = 32;

/** An Ed25519 private key in PKCS #8 (RFC 8410) is these bytes and a seed of 32. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Signs with a key that is derived from a secret text: whoever reads a record can check it, and only who reads the
 * secret can make one.
 *
 * @throws Error that never quotes the secret, when it is too short
 */
export function createSigner(secret: string | undefined): Signer {
  if (secret === undefined || secret.length < SHORTEST_SECRET) {
    throw new Error(
      `The signing secret has fewer than ${SHORTEST_SECRET} characters; restore its previous version (AWSPREVIOUS) in Secrets Manager.`,
    );
  }
  const seed = createHash('sha256').update(secret).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = pem(createPublicKey(privateKey));
  return {
    publicKey,
    seal(content) {
      const sha256 = hash(content);
      const signature = sign(null, Buffer.from(sha256), privateKey).toString('base64');
      return `${canonicalJson({ content, sha256, signature, publicKey } satisfies Sealed)}\n`;
    },
  };
}

/**
 * Says what is wrong with a sealed file.
 *
 * @param publicKey the key it must have been signed with
 * @returns a sentence, or `undefined` when it is genuine
 */
export function sealFault(file: unknown, publicKey: string): string | undefined {
  if (!isSealed(file)) return 'It is not a sealed record.';
  if (file.sha256 !== hash(file.content)) return 'Its content does not have the hash that it names.';
  if (file.publicKey !== publicKey) return 'It is signed with another key.';
  const genuine = verify(null, Buffer.from(file.sha256), publicKey, Buffer.from(file.signature, 'base64'));
  return genuine ? undefined : 'Its signature does not belong to its hash.';
}

export function isSealed(file: unknown): file is Sealed {
  if (typeof file !== 'object' || file === null || !('content' in file)) return false;
  const { sha256, signature, publicKey } = file as Record<string, unknown>;
  return [sha256, signature, publicKey].every((part) => typeof part === 'string');
}

function hash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

function pem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
