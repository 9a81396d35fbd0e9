import { metrics } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { CrmConfig } from '../config/app-config.ts';
import type { Customer } from '../customers/customer.ts';
import type { CustomerCopy } from '../customers/customer-queries.ts';
import { failureCause } from '../health/failure-cause.ts';
import type { Policies } from '../resilience/policies.ts';
import { BulkheadFull } from '../resilience/policy.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { type CrmAccount, differs } from './account.ts';
import { Dynamics } from './dynamics.ts';
import { Recent } from './recent.ts';

/** Milliseconds after which a copy is old enough to ask the CRM anew: the age that a salesperson may meet without a word about it. */
const freshMilliseconds = 15 * 60_000;

/** Milliseconds for which a customer is not asked for again after the CRM failed to tell: a page polls, and each view asks. */
const pauseAfterFailureMilliseconds = 30_000;

/** Milliseconds between two log lines about a CRM that refuses the app: every view of a customer meets it. */
const pauseBetweenWarningsMilliseconds = 60_000;

/** The most refreshes under way or waiting, as many as the CRM's policy takes: views beyond them show their copy. */
const mostUnderWay = 24;

/** Customers whose refreshes are remembered, in this process. */
const remembered = 1_000;

/** The last known copy of a team's customer. */
export interface KnownCustomer {
  readonly teamId: string;
  readonly copy: CustomerCopy;
}

/** What the CRM said of a customer. */
export interface CrmNews {
  readonly teamId: string;
  readonly id: string;
  readonly account: CrmAccount;
  readonly askedAt: Date;
  /** Whether it differs from the copy by more than its age. */
  readonly changed: boolean;
}

export interface CrmParts {
  /** `undefined` while no CRM is set up. */
  readonly config: CrmConfig | undefined;
  readonly policies: Policies;
  readonly logger: Logger;
  readonly save: (news: CrmNews) => Promise<unknown>;
}

/** The app's link to the CRM: customers are served from their last known copy, which is renewed behind the user's back. */
export class Crm {
  readonly #dynamics: Dynamics | undefined;
  readonly #parts: CrmParts;
  readonly #underWay = new Map<string, Promise<boolean>>();
  readonly #refreshedAt = new Recent<string>(remembered);
  readonly #failedAt = new Recent<number>(remembered);
  readonly #closing = new AbortController();
  #warnedAt = Number.NEGATIVE_INFINITY;
  readonly #refreshes = metrics
    .getMeter('holdfast')
    .createCounter('holdfast.crm.refreshes', { description: 'Customers asked for at the CRM, by result' });

  constructor(parts: CrmParts) {
    this.#parts = parts;
    this.#dynamics = parts.config && new Dynamics(parts.config, parts.policies);
  }

  /** Whether a CRM is set up. */
  get on(): boolean {
    return this.#dynamics !== undefined;
  }

  /** The CRM itself; `undefined` while none is set up. */
  get dynamics(): Dynamics | undefined {
    return this.#dynamics;
  }

  /** The copy with its freshness. An old one starts a refresh in the background, which its reader does not wait for. */
  present(known: KnownCustomer, now = Date.now()): Customer {
    const { copy } = known;
    const { crmId: _, ...customer } = copy;
    const refreshedAt = newer(customer.refreshedAt, this.#refreshedAt.get(copy.id));
    if (now - Date.parse(refreshedAt) < freshMilliseconds) {
      return { ...customer, refreshedAt, freshness: 'fresh' };
    }
    const refreshing = this.#underWay.has(copy.id) || this.#begin(known);
    if (!refreshing) {
      this.#dynamics?.fellBack();
    }
    return { ...customer, refreshedAt, freshness: refreshing ? 'refreshing' : 'stale' };
  }

  /** Asks the CRM now, together with everyone who asks for the same customer. Tells whether it answered and the answer is kept. */
  async refresh(known: KnownCustomer): Promise<boolean> {
    const dynamics = this.#dynamics;
    if (dynamics === undefined) {
      return false;
    }
    const refreshed = await (this.#underWay.get(known.copy.id) ?? this.#ask(dynamics, known));
    if (!refreshed) {
      dynamics.fellBack();
    }
    return refreshed;
  }

  /** Ends the refreshes under way. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The app is stopping.'));
    await Promise.all(this.#underWay.values());
  }

  #begin(known: KnownCustomer): boolean {
    const failedAt = this.#failedAt.get(known.copy.id) ?? Number.NEGATIVE_INFINITY;
    const dynamics = this.#dynamics;
    if (
      dynamics === undefined ||
      !dynamics.reachable ||
      this.#closing.signal.aborted ||
      this.#underWay.size >= mostUnderWay ||
      performance.now() - failedAt < pauseAfterFailureMilliseconds
    ) {
      return false;
    }
    void this.#ask(dynamics, known);
    return true;
  }

  #ask(dynamics: Dynamics, known: KnownCustomer): Promise<boolean> {
    const { id } = known.copy;
    const asked = this.#askOnce(dynamics, known).finally(() => this.#underWay.delete(id));
    this.#underWay.set(id, asked);
    return asked;
  }

  async #askOnce(dynamics: Dynamics, { teamId, copy }: KnownCustomer): Promise<boolean> {
    const { id } = copy;
    const askedAt = new Date();
    try {
      const account = await dynamics.account(copy.crmId, this.#closing.signal);
      const changed = differs(copy, account);
      await this.#parts.save({ teamId, id, account, askedAt, changed });
      // Copies in caches are as true as the new one, unless they differ from it: then they have just been dropped.
      if (!changed) {
        this.#refreshedAt.set(id, askedAt.toISOString());
      }
      this.#failedAt.delete(id);
      this.#refreshes.add(1, { result: 'refreshed' });
      return true;
    } catch (error) {
      // A full bulkhead says nothing about this customer: the next view may find a slot.
      if (!(error instanceof BulkheadFull)) {
        this.#failedAt.set(id, performance.now());
      }
      this.#refreshes.add(1, { result: 'failed' });
      this.#parts.logger.debug({ customer: id, cause: failureCause(error) }, 'A customer was not refreshed.');
      this.#warnOfRefusal(error);
      return false;
    }
  }

  /** A CRM that answers "no" opens no circuit, so that nothing else would tell of a secret that has expired. */
  #warnOfRefusal(error: unknown): void {
    const status = error instanceof UpstreamError ? error.status : undefined;
    const refused = status === 400 || status === 401 || status === 403;
    if (refused && performance.now() - this.#warnedAt >= pauseBetweenWarningsMilliseconds) {
      this.#warnedAt = performance.now();
      this.#parts.logger.warn(
        { status },
        'The CRM refuses the app, so customers stay as they were last mirrored; check whether CRM_CLIENT_SECRET has expired and what the client may read.',
      );
    }
  }
}

function newer(one: string, other: string | undefined): string {
  return other !== undefined && Date.parse(other) > Date.parse(one) ? other : one;
}
