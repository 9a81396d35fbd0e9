import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import type { Rendered } from '../../../local/live-page/view/regions.ts';

/** What a program got that asked the page. */
export interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** Asks the page as a program can, with any name of the host. */
export async function get(
  address: string,
  path: string,
  { host, method = 'GET' }: { readonly host?: string; readonly method?: string } = {},
): Promise<Got> {
  const sent = request(`${address.replace('localhost', '127.0.0.1')}${path}`, {
    ...{ method, agent: false },
    headers: { host: host ?? new URL(address).host },
  });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode, headers: response.headers, body };
}

/** A program that follows the page. */
export interface Following {
  /** The next event. */
  next(): Promise<Rendered>;
  stop(): void;
}

export async function follow(address: string): Promise<Following> {
  const sent = request(`${address.replace('localhost', '127.0.0.1')}/live`, {
    ...{ agent: false, headers: { host: new URL(address).host } },
  });
  sent.on('error', () => undefined).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) {
    sent.destroy();
    throw new Error(`The page answers ${response.statusCode}.`);
  }
  // Whoever stops to read ends the connection in the middle of an answer.
  response.on('error', () => undefined);
  const lines = createInterface({ input: response })[Symbol.asyncIterator]();
  return {
    next: async () => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('The page has closed the connection.');
        if (value.startsWith('data: ')) return JSON.parse(value.slice('data: '.length)) as Rendered;
      }
    },
    stop: () => sent.destroy(),
  };
}
