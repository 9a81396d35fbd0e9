import { randomUUID } from 'node:crypto';
import type { Browser } from './browser.ts';
import type { LedgerFile } from './ledger-file.ts';
import { titleOf } from './load-plan.ts';

/** Proposals that a user looks at again: enough for some to be older than what happens to the platform. */
const remembered = 20;

/**
 * One user's writes, one after the other. A write whose answer did not come is sent again under the same key, as the product's pages do,
 * until it is acknowledged: the app must not carry it out twice.
 */
export class Writer {
  readonly #browser: Browser;
  readonly #customerId: string;
  readonly #run: string;
  readonly #ledger: LedgerFile;
  #pending: { readonly number: number; readonly key: string } | undefined;
  #busy = false;
  readonly #known: { readonly id: string; readonly title: string }[] = [];

  constructor(options: {
    readonly browser: Browser;
    readonly customerId: string;
    readonly run: string;
    readonly ledger: LedgerFile;
  }) {
    this.#browser = options.browser;
    this.#customerId = options.customerId;
    this.#run = options.run;
    this.#ledger = options.ledger;
  }

  /** One of the proposals that were acknowledged last, each in its turn. */
  known(turn: number): { readonly id: string; readonly title: string } | undefined {
    return this.#known[turn % this.#known.length];
  }

  /** Writes once, or tries again what was not acknowledged. Does nothing while the last attempt is under way. */
  async attempt(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#pending ??= { number: this.#ledger.begin(this.#browser.email), key: randomUUID() };
      const { number, key } = this.#pending;
      const title = titleOf(this.#run, number);
      const { status, text, why } = await this.#browser.ask({
        ...{ journey: 'write', method: 'POST', path: '/api/proposals', idempotencyKey: key },
        json: { title, customerId: this.#customerId },
        check: (code, answer) =>
          code !== 201
            ? `status ${code}`
            : answer.includes(`"${title}"`)
              ? undefined
              : 'another proposal than the one that was sent',
      });
      if (status === 201 && why === undefined) {
        const { id } = JSON.parse(text) as { readonly id: string };
        this.#ledger.acknowledge(number, id);
        this.#known.push({ id, title });
        if (this.#known.length > remembered) this.#known.shift();
        this.#pending = undefined;
      }
    } finally {
      this.#busy = false;
    }
  }
}
