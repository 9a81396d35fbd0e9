import { demoPassword } from '../../../app-src/src/database/seed/people.ts';
import { cookiesOf } from '../../app-src/http/people.ts';

/** The salesperson of the demonstration with a browser. */
export class Person {
  readonly #address: string;
  #cookie = '';

  private constructor(address: string) {
    this.#address = address;
  }

  static async signIn(address: string): Promise<Person> {
    const person = new Person(address);
    await person.#send('POST', '/api/auth/sign-in/email', {
      email: 'sales@holdfast.example',
      password: demoPassword,
    });
    return person;
  }

  async name(): Promise<string> {
    return ((await (await this.#send('GET', '/api/me')).json()) as { name: string }).name;
  }

  async rename(name: string): Promise<void> {
    await this.#send('PATCH', '/api/me', { name });
  }

  async #send(method: string, path: string, json?: unknown): Promise<Response> {
    const response = await fetch(this.#address + path, {
      method,
      headers: { Origin: this.#address, 'Content-Type': 'application/json', Cookie: this.#cookie },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status !== 200)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    this.#cookie = cookiesOf(response, this.#cookie);
    return response;
  }
}
