import type { CrmConfig } from '../config/app-config.ts';
import type { Policies } from '../resilience/policies.ts';
import type { Policy } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { AccessToken } from './access-token.ts';
import { type CrmAccount, readAccount } from './account.ts';
import { type AccountPage, accountQuery, readAccountPage } from './account-page.ts';
import { WebApi, webApiPath } from './web-api.ts';

/** The answers that a user waits for are given up after this long, so that a page has one within three seconds. */
const deadlineMilliseconds = 2_500;

/** Nobody waits for pages of accounts, so that a busy CRM gets its time. */
const pageMilliseconds = { timeoutMilliseconds: 8_000, deadlineMilliseconds: 20_000 };

const breaker = { errorThresholdPercentage: 50, resetMilliseconds: 10_000, volumeThreshold: 5 };

/** Accounts of Dynamics 365 through its Web API v9.2. */
export class Dynamics {
  readonly #policy: Policy;
  readonly #pages: Policy;
  readonly #api: WebApi;

  constructor(config: CrmConfig, policies: Policies) {
    // Dynamics 365 takes 52 calls at once of one user ("Service protection API limits"); a few replicas share them.
    const limits = { deadlineMilliseconds, retries: 2, concurrent: 8, queue: 16, breaker };
    this.#policy = policies.create('crm', { ...limits, timeoutMilliseconds: 1_500 });
    const token = new AccessToken(
      config,
      policies.create('crm-token', { ...limits, timeoutMilliseconds: 1_000, concurrent: 1, queue: 0 }),
    );
    // Apart from what users wait for: pages take none of its places, and their failures do not open its circuit.
    this.#pages = policies.create('crm-mirror', { ...limits, ...pageMilliseconds, concurrent: 1, queue: 0 });
    this.#api = new WebApi(config, token);
  }

  /** Where the CRM is. */
  get origin(): string {
    return this.#api.origin;
  }

  /** Whether the CRM is worth asking now. */
  get reachable(): boolean {
    return this.#policy.state().circuit !== 'open';
  }

  /** Whether the CRM is worth asking for pages now. */
  get pagesReachable(): boolean {
    return this.reachable && this.#pages.state().circuit !== 'open';
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
    const path = `${webApiPath}/accounts(${encodeURIComponent(id)})?${accountQuery}`;
    return this.#policy.run(
      async (attempt) => {
        const account = readAccount(await this.#api.get({ path, signal: attempt }));
        return account ?? malformed('an account');
      },
      { idempotent: true, ...(signal && { signal }) },
    );
  }

  /**
   * Asks the CRM for a page of accounts.
   * @param path `modifiedAccounts`, or what the page before named as its next
   * @param rows how many accounts the page may have at the most
   * @param signal ends the question
   */
  page(path: string, rows: number, signal: AbortSignal): Promise<AccountPage> {
    return this.#pages.run(
      async (attempt) => {
        const body = await this.#api.get({ path, prefer: `odata.maxpagesize=${rows}`, signal: attempt });
        return readAccountPage(body, { origin: this.origin, path }) ?? malformed('a page of accounts');
      },
      { idempotent: true, signal },
    );
  }
}

function malformed(what: string): never {
  throw new UpstreamError(`The CRM answered with something that is not ${what}.`, { code: 'MALFORMED' });
}
