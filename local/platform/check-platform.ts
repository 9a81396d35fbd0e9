import { demoPassword } from '../../app-src/src/database/seed/people.ts';
import { PartFailure } from '../processes/part.ts';
import type { LocalPlatform } from './local-platform.ts';

/** Milliseconds that an answer may take. */
const limit = 10_000;

/** The salesperson of the demonstration. */
const email = 'sales@holdfast.example';

/**
 * Uses the platform as a person does: signs in, writes, and reads the write back in another session.
 * @throws PartFailure with one sentence when that does not go well
 */
export async function checkPlatform(
  { address, folder }: Pick<LocalPlatform, 'address' | 'folder'>,
  progress: (line: string) => void,
): Promise<void> {
  const person = new Person(address);
  await person.signIn();
  progress('check: signed in');
  const before = await person.name();
  const written = `${before} ${process.pid}`;
  await person.rename(written);
  try {
    const again = new Person(address);
    await again.signIn();
    const read = await again.name();
    if (read !== written) {
      throw new PartFailure(
        `"${written}" was written and "${read}" was read back; the logs in ${folder.logs} say what happened.`,
      );
    }
    progress('check: a write was read back in another session');
  } finally {
    await person.rename(before);
  }
}

class Person {
  readonly #address: string;
  #cookie = '';

  constructor(address: string) {
    this.#address = address;
  }

  async signIn(): Promise<void> {
    const response = await this.#send('POST', '/api/auth/sign-in/email', { email, password: demoPassword });
    this.#cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
  }

  async name(): Promise<string> {
    return ((await (await this.#send('GET', '/api/me')).json()) as { readonly name: string }).name;
  }

  async rename(name: string): Promise<void> {
    await this.#send('PATCH', '/api/me', { name });
  }

  async #send(method: string, path: string, json?: unknown): Promise<Response> {
    let response: Response;
    try {
      response = await fetch(this.#address + path, {
        method,
        headers: { Origin: this.#address, 'Content-Type': 'application/json', Cookie: this.#cookie },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        signal: AbortSignal.timeout(limit),
      });
    } catch (error) {
      throw new PartFailure(`${method} ${path} got no answer (${(error as Error).message}).`);
    }
    if (response.status !== 200) {
      throw new PartFailure(`${method} ${path} was answered with status ${response.status}.`);
    }
    return response;
  }
}
