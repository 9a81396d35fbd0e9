import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { cookiesOf } from './http/people.ts';
import { publicOrigin } from './replica-pair.ts';

/** The salesperson of the small data set. */
const email = 'sales@holdfast.example';

/** A browser that keeps its cookies and may be sent to any replica. */
export class Visitor {
  cookie = '';

  /** The headers of a request that this browser's page makes. */
  get headers(): Readonly<Record<string, string>> {
    return { Origin: publicOrigin, 'Content-Type': 'application/json', Cookie: this.cookie };
  }

  async send(base: string, method: string, address: string, json?: unknown): Promise<Response> {
    const response = await fetch(base + address, {
      method,
      headers: this.headers,
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(8_000),
    });
    this.cookie = cookiesOf(response, this.cookie);
    return response;
  }

  /** @throws when the replica does not let the salesperson in */
  async signIn(base: string): Promise<void> {
    const response = await this.send(base, 'POST', '/api/auth/sign-in/email', {
      email,
      password: demoPassword,
    });
    if (response.status !== 200) {
      throw new Error(`Signing in gave ${response.status}: ${await response.text()}`);
    }
  }
}
