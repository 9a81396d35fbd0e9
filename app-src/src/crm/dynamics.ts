import type { CrmConfig } from '../config/app-config.ts';
import type { Policies } from '../resilience/policies.ts';
import type { Policy } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { AccessToken } from './access-token.ts';
import { accountColumns, type CrmAccount, readAccount } from './account.ts';
import { responseJson } from './response-json.ts';

const query = `$select=${accountColumns.join(',')}&$expand=primarycontactid($select=fullname,emailaddress1)`;

/** The answers that a user waits for are given up after this long, so that a page has one within three seconds. */
const deadlineMilliseconds = 2_500;

const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 10_000, volumeThreshold: 5 };

/** Accounts of Dynamics 365 through its Web API v9.2. */
export class Dynamics {
  readonly #config: CrmConfig;
  readonly #policy: Policy;
  readonly #token: AccessToken;

  constructor(config: CrmConfig, policies: Policies) {
    this.#config = config;
    // Dynamics 365 takes 52 calls at once of one user ("Service protection API limits"); a few replicas share them.
    const limits = { deadlineMilliseconds, retries: 2, concurrent: 8, queue: 16, breaker };
    this.#policy = policies.create('crm', { ...limits, timeoutMilliseconds: 1_500 });
    this.#token = new AccessToken(
      config,
      policies.create('crm-token', { ...limits, timeoutMilliseconds: 1_000, concurrent: 1, queue: 0 }),
    );
  }

  /** Whether the CRM is worth asking now. */
  get reachable(): boolean {
    return this.#policy.state().circuit !== 'open';
  }

  /** Counts a customer who was served from the last known copy instead. */
  fellBack(): void {
    this.#policy.fellBack();
  }

  /**
   * Asks the CRM for an account.
   * @param id the CRM's id of it, a GUID
   * @param signal ends the question
   */
  account(id: string, signal?: AbortSignal): Promise<CrmAccount> {
    return this.#policy.run((attempt) => this.#ask(id, attempt), {
      idempotent: true,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  async #ask(id: string, signal: AbortSignal): Promise<CrmAccount> {
    const token = await this.#token.get();
    let response = await this.#fetch(id, token, signal);
    if (response.status === 401) {
      // The token was revoked before its time: once with a new one.
      await response.text();
      this.#token.forget(token);
      response = await this.#fetch(id, await this.#token.get(), signal);
    }
    const account = readAccount(await responseJson('The CRM', response));
    if (account === undefined) {
      throw new UpstreamError('The CRM answered with something that is not an account.', {
        code: 'MALFORMED',
      });
    }
    return account;
  }

  #fetch(id: string, token: string, signal: AbortSignal): Promise<Response> {
    const url = new URL(`/api/data/v9.2/accounts(${encodeURIComponent(id)})?${query}`, this.#config.url);
    return fetch(url, {
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        'odata-version': '4.0',
        'odata-maxversion': '4.0',
        prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
      },
      redirect: 'error',
      signal,
    });
  }
}
