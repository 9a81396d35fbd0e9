import { z } from 'zod';
import type { CrmConfig } from '../config/app-config.ts';
import type { Policy } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { responseJson } from './response-json.ts';

/** Seconds before its end at which a token is no longer used: longer than any call takes, clocks and all. */
const renewBeforeSeconds = 300;

const answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
});

interface Token {
  readonly value: string;
  readonly goodUntil: number;
}

/** The app's access token for the CRM, by OAuth 2.0 client credentials. One request at a time fetches it, whoever asks. */
export class AccessToken {
  readonly #config: CrmConfig;
  readonly #policy: Policy;
  #token: Token | undefined;
  #underWay: Promise<Token> | undefined;

  constructor(config: CrmConfig, policy: Policy) {
    this.#config = config;
    this.#policy = policy;
  }

  /** A token that is good for some minutes. */
  async get(): Promise<string> {
    if (this.#token !== undefined && performance.now() < this.#token.goodUntil) {
      return this.#token.value;
    }
    this.#underWay ??= this.#policy
      .run((signal) => this.#fetch(signal), { idempotent: true })
      .finally(() => {
        this.#underWay = undefined;
      });
    this.#token = await this.#underWay;
    return this.#token.value;
  }

  /** Drops a token that the CRM refused. */
  forget(value: string): void {
    if (this.#token?.value === value) {
      this.#token = undefined;
    }
  }

  async #fetch(signal: AbortSignal): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, url } = this.#config;
    const askedAt = performance.now();
    const response = await fetch(tokenUrl, {
      method: 'POST',
      // Client credentials must reach nobody but the endpoint that is configured.
      redirect: 'error',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: `${new URL(url).origin}/.default`,
      }),
      signal,
    });
    const parsed = answer.safeParse(await responseJson('The token endpoint of the CRM', response));
    if (!parsed.success) {
      throw new UpstreamError('The token endpoint of the CRM answered without a token.', {
        code: 'MALFORMED',
      });
    }
    const { access_token: value, expires_in: seconds } = parsed.data;
    const usedSeconds = Math.max(seconds - renewBeforeSeconds, seconds / 2);
    return { value, goodUntil: askedAt + usedSeconds * 1_000 };
  }
}
