import type { Journey } from '../../../lib/drills/service-level.ts';
import { patience } from './load-plan.ts';
import type { LoadRequest } from './told.ts';

/** One request of a user. */
export interface Asking {
  readonly journey: Journey;
  readonly method?: 'GET' | 'POST';
  readonly path: string;
  readonly json?: unknown;
  readonly idempotencyKey?: string;
  /** Milliseconds. @default {@link patience} */
  readonly patience?: number;
  /** Says what is wrong with an answer; nothing when it is right. */
  readonly check: (status: number, text: string) => string | undefined;
}

/** What came of a request. */
export interface Answered {
  /** Absent when there was no answer. */
  readonly status?: number;
  readonly text: string;
  readonly why?: string;
}

/** The browser of one user: it keeps the session, and signs in again when the session is gone. */
export class Browser {
  readonly email: string;
  readonly #address: string;
  readonly #password: string;
  readonly #tell: (request: LoadRequest) => void;
  #cookie = '';
  #signingIn: Promise<void> | undefined;

  constructor(options: {
    readonly email: string;
    readonly address: string;
    readonly password: string;
    readonly tell: (request: LoadRequest) => void;
  }) {
    this.email = options.email;
    this.#address = options.address;
    this.#password = options.password;
    this.#tell = options.tell;
  }

  /** @throws when the product does not let the user in */
  async signIn(): Promise<void> {
    const response = await this.#send({
      ...{ method: 'POST', path: '/api/auth/sign-in/email', patience: 30_000 },
      json: { email: this.email, password: this.#password },
    });
    if (response.status !== 200) {
      throw new Error(`${this.email} cannot sign in: status ${response.status}, ${await response.text()}`);
    }
    await response.arrayBuffer();
    this.#cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  /** Asks, judges the answer and tells how it went. Never throws. */
  async ask(asking: Asking): Promise<Answered> {
    const at = Date.now();
    const answered = await this.#answer(asking);
    const { why } = answered;
    const { journey, method = 'GET', path } = asking;
    this.#tell({
      ...{ journey, at, until: Date.now(), failed: why !== undefined, what: `${method} ${path}` },
      ...(why === undefined ? {} : { why }),
    });
    if (answered.status === 401) this.#signInAgain();
    return answered;
  }

  async #answer(asking: Asking): Promise<Answered> {
    try {
      const response = await this.#send(asking);
      const text = await response.text();
      const why = asking.check(response.status, text);
      return { status: response.status, text, ...(why === undefined ? {} : { why }) };
    } catch (error) {
      return { text: '', why: failureOf(error) };
    }
  }

  #send({
    method = 'GET',
    path,
    json,
    idempotencyKey,
    patience: limit = patience,
  }: Omit<Asking, 'journey' | 'check'>): Promise<Response> {
    return fetch(this.#address + path, {
      method,
      headers: {
        Origin: this.#address,
        ...(this.#cookie === '' ? {} : { Cookie: this.#cookie }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(limit),
    });
  }

  #signInAgain(): void {
    this.#signingIn ??= this.signIn()
      .catch(() => undefined)
      .finally(() => {
        this.#signingIn = undefined;
      });
  }
}

function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
