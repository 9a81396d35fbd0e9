import { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';
import { isThisMachine } from './this-machine.ts';
import { optionalText } from './variables.ts';

/** Who may write to the app, and what its cookies are signed with. */
export interface AuthConfig {
  /** Signs cookies. Every replica in every region has the same one. */
  readonly secret: string;
  /** The origins under which browsers know the product, such as `https://www.example.com`. */
  readonly publicOrigins: readonly string[];
  /** Whether cookies are for encrypted connections alone: as soon as any origin is encrypted. */
  readonly secureCookies: boolean;
}

/** The fewest characters of a secret: 256 bits in hexadecimal take 64, in Base64 44. */
const fewestSecretCharacters = 32;

const secretRule = `set it to at least ${fewestSecretCharacters} random characters, the same for every replica`;

export const authVariables = {
  AUTH_SECRET: z.string({ error: secretRule }).min(fewestSecretCharacters, { error: secretRule }),
  PUBLIC_ORIGINS: optionalText('the origins that browsers use, separated by commas'),
};

interface Values {
  readonly AUTH_SECRET: string;
  readonly PUBLIC_ORIGINS?: string | undefined;
  readonly PORT: number;
}

/** @throws {@link ConfigurationError} when an origin is none */
export function authConfig({ AUTH_SECRET: secret, PUBLIC_ORIGINS, PORT }: Values): AuthConfig {
  const publicOrigins = (PUBLIC_ORIGINS ?? `http://localhost:${PORT}`)
    .split(',')
    .map((origin) => origin.trim().toLowerCase());
  if (publicOrigins.some((origin) => URL.parse(origin)?.origin !== origin)) {
    throw new ConfigurationError([
      'PUBLIC_ORIGINS is malformed: set it to origins such as https://www.example.com, separated by commas, without a path',
    ]);
  }
  const urls = publicOrigins.map((origin) => new URL(origin));
  if (urls.some((url) => url.protocol !== 'https:' && !(url.protocol === 'http:' && isThisMachine(url)))) {
    throw new ConfigurationError([
      'PUBLIC_ORIGINS has an origin without encryption: begin each with https://, because passwords and sessions cross the network; only this machine itself may be http://',
    ]);
  }
  return { secret, publicOrigins, secureCookies: urls.some(({ protocol }) => protocol === 'https:') };
}
