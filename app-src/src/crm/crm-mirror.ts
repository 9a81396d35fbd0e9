import { setTimeout as sleep } from 'node:timers/promises';
import { metrics, type ObservableResult } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { ReadThrough } from '../cache/read-through.ts';
import { isAway } from '../database/database-away.ts';
import type { Orm } from '../database/orm.ts';
import { failureCause } from '../health/failure-cause.ts';
import { judgeFailure } from '../resilience/failure.ts';
import { UpstreamError } from '../resilience/upstream-error.ts';
import { type AccountPage, modifiedAccounts } from './account-page.ts';
import type { Dynamics } from './dynamics.ts';
import { MirrorLost, mirrorPage } from './mirror-page.ts';
import { type MirrorStep, noteMirror, readMirror, type TakenMirror, takeMirror } from './mirror-queries.ts';

/** How often and how much is mirrored. */
const usualLimits = {
  /** Milliseconds between looks whether a round is due, give or take a half: replicas do not look together. */
  lookMilliseconds: 60_000,
  /** Seconds between the end of a round and the next. */
  periodSeconds: 300,
  /** Seconds before another attempt after the CRM did not answer; the longest that it may ask for instead. */
  retrySeconds: 60,
  longestRetrySeconds: 600,
  /** Seconds after which the mirror is given to another replica: the one that took it has died. Longer than a page takes. */
  leaseSeconds: 120,
  /** The CRM dates a change when its transaction begins, which ends within two minutes: younger ones may yet appear behind what was read. */
  settleMilliseconds: 130_000,
  /** Accounts of a page. They are saved in one transaction, well within its limit. */
  rows: 100,
  /** What one replica reads at a time at the most; the rest is read from there on, by whichever replica looks next. */
  mostPages: 20,
  mostMilliseconds: 60_000,
};

export type MirrorLimits = typeof usualLimits;

/** Statuses that say "there is no such page": the round begins anew. */
const linkRefused = new Set([400, 404, 410]);

export interface CrmMirrorParts {
  readonly dynamics: Dynamics;
  readonly orm: () => Orm;
  readonly readThrough: ReadThrough;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** @default the usual ones */
  readonly limits?: Partial<MirrorLimits>;
}

/** Follows what changes in the CRM, so that customers whom nobody opens are current as well. One replica reads at a time. */
export class CrmMirror {
  readonly #parts: CrmMirrorParts;
  readonly #limits: MirrorLimits;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #since: Date | undefined;
  readonly #accounts = metrics.getMeter('holdfast').createCounter('holdfast.crm.mirrored', {
    description: 'Accounts that changed in the CRM, by what they came to',
  });
  readonly #age = metrics.getMeter('holdfast').createObservableGauge('holdfast.crm.mirror_age', {
    unit: 's',
    description: 'How long ago the moment is until which the CRM has been mirrored',
  });
  readonly #observeAge = (result: ObservableResult) => {
    if (this.#since !== undefined) {
      result.observe((Date.now() - this.#since.getTime()) / 1_000);
    }
  };

  constructor(parts: CrmMirrorParts) {
    this.#parts = parts;
    this.#limits = { ...usualLimits, ...parts.limits };
  }

  start(): void {
    this.#age.addCallback(this.#observeAge);
    this.#running = this.#run();
  }

  /** Gives a round under way back, for another replica to go on with. */
  async stop(): Promise<void> {
    this.#stopping.abort(new Error('The app is stopping.'));
    await this.#running;
    this.#age.removeCallback(this.#observeAge);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    let told = false;
    while (!signal.aborted) {
      const pause = this.#limits.lookMilliseconds * (0.5 + Math.random());
      await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
      try {
        await this.#look();
        told = false;
      } catch (error) {
        // Once until it works again; that the database is away is logged where it is noticed.
        if (!told && !isAway(error) && !(error instanceof MirrorLost)) {
          this.#parts.logger.error({ err: error }, 'What changed in the CRM could not be mirrored.');
          told = true;
        }
      }
    }
  }

  async #look(): Promise<void> {
    const { dynamics, orm } = this.#parts;
    const { origin } = dynamics;
    if (this.#stopping.signal.aborted) {
      return;
    }
    const known = await readMirror(orm(), origin);
    this.#since = known?.since;
    if (known?.due === false || !dynamics.pagesReachable) {
      return;
    }
    const mirror = await takeMirror(orm(), { origin, leaseSeconds: this.#limits.leaseSeconds });
    if (mirror !== undefined) {
      await this.#round(mirror);
    }
  }

  /** Reads on where the mirror is, page by page. Each is kept with its place, so that nothing is lost wherever a round ends. */
  async #round(mirror: TakenMirror): Promise<void> {
    const { periodSeconds, leaseSeconds, mostPages, mostMilliseconds } = this.#limits;
    const begun = mirror.nextLink !== null && mirror.until !== null;
    const until = begun && mirror.until ? mirror.until : this.#settled();
    const after = mirror.watermark ?? undefined;
    let path: string | undefined =
      begun && mirror.nextLink ? mirror.nextLink : modifiedAccounts({ after, until });
    const endsAt = performance.now() + mostMilliseconds;
    for (let pages = 1; path !== undefined; pages += 1) {
      const askedAt = new Date();
      const page = await this.#ask(path, mirror);
      if (page === undefined) {
        return;
      }
      const { accounts, next } = page;
      const enough = pages >= mostPages || performance.now() >= endsAt;
      const step: MirrorStep =
        next === undefined
          ? { watermark: until, until: null, nextLink: null, dueSeconds: periodSeconds }
          : { until, nextLink: next, dueSeconds: enough ? 0 : leaseSeconds };
      await this.#keep(mirror, { accounts, askedAt, step });
      if (next === undefined) {
        this.#since = until;
      }
      path = enough ? undefined : next;
    }
  }

  async #keep(mirror: TakenMirror, page: Parameters<typeof mirrorPage>[2]): Promise<void> {
    const { orm, readThrough, logger } = this.#parts;
    const came = await mirrorPage({ orm: orm(), readThrough }, mirror, page);
    for (const [result, accounts] of Object.entries(came)) {
      this.#accounts.add(accounts, { result });
    }
    if (page.accounts.length > 0) {
      logger.info({ ...came }, 'Accounts that changed in the CRM were mirrored.');
    }
  }

  /** A page of accounts. `undefined` when the CRM does not tell: then the mirror has been put off. */
  async #ask(path: string, mirror: TakenMirror): Promise<AccountPage | undefined> {
    const { dynamics, orm, logger } = this.#parts;
    const { signal } = this.#stopping;
    try {
      return await dynamics.page(path, this.#limits.rows, signal);
    } catch (error) {
      if (signal.aborted) {
        await noteMirror(orm(), mirror, { dueSeconds: 0 });
        return undefined;
      }
      const status = error instanceof UpstreamError ? error.status : undefined;
      const anew = status !== undefined && linkRefused.has(status) ? { until: null, nextLink: null } : {};
      try {
        await noteMirror(orm(), mirror, { ...anew, dueSeconds: this.#retrySeconds(error) });
      } finally {
        logger.warn(
          { cause: failureCause(error), status },
          'The CRM did not tell what changed in it; it is asked again.',
        );
      }
      return undefined;
    }
  }

  #retrySeconds(error: unknown): number {
    const { retrySeconds, longestRetrySeconds } = this.#limits;
    const asked = (judgeFailure(error).retryAfterMilliseconds ?? 0) / 1_000;
    return Math.min(Math.max(retrySeconds, asked), longestRetrySeconds);
  }

  /** The moment until which the CRM can tell all that changed, in whole seconds, as the CRM dates changes. */
  #settled(): Date {
    return new Date(Math.floor((Date.now() - this.#limits.settleMilliseconds) / 1_000) * 1_000);
  }
}
