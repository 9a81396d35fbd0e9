import { randomUUID } from 'node:crypto';
import { demoPassword } from '../../../app-src/src/database/seed/people.ts';
import { cookiesOf } from '../../app-src/http/people.ts';

interface Proposal {
  readonly id: string;
  readonly title: string;
}

/** A salesperson who writes proposals. */
export class Seller {
  readonly #address: string;
  readonly #origin: string;
  #cookie = '';
  #customerId = '';

  private constructor(address: string, origin: string) {
    this.#address = address;
    this.#origin = origin;
  }

  /**
   * @param address where the requests go
   * @param origin what the browser shows
   */
  static async signIn(address: string, origin = address): Promise<Seller> {
    const seller = new Seller(address, origin);
    await seller.#send('POST', '/api/auth/sign-in/email', {
      email: 'sales@holdfast.example',
      password: demoPassword,
    });
    return seller;
  }

  async propose(title: string): Promise<Proposal> {
    this.#customerId ||= await this.#anyCustomer();
    return this.#send('POST', '/api/proposals', { title, customerId: this.#customerId });
  }

  proposal(id: string): Promise<Proposal> {
    return this.#send('GET', `/api/proposals/${id}`);
  }

  async #anyCustomer(): Promise<string> {
    const { items } = await this.#send<{ items: { id: string }[] }>('GET', '/api/customers?limit=1');
    return items[0]?.id ?? '';
  }

  /** @throws with the status and the answer when it is no success */
  async #send<Answer>(method: string, path: string, json?: unknown): Promise<Answer> {
    const response = await fetch(this.#address + path, {
      method,
      headers: {
        Origin: this.#origin,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        Cookie: this.#cookie,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    this.#cookie = cookiesOf(response, this.#cookie);
    return JSON.parse(text) as Answer;
  }
}
