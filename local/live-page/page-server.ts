import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PageFile, pageFiles } from './files.ts';
import { Followers, mostFollowers } from './followers.ts';
import { page } from './view/page.ts';
import type { Rendered } from './view/regions.ts';

/** Ports that are tried, from the wanted one on. */
const attempts = 50;

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Serves the page to this machine alone. It reads and never changes anything. A name other than localhost is refused, so that no website can
 * make a browser read it by pointing its own name here (DNS rebinding).
 */
export class PageServer {
  readonly followers = new Followers();
  readonly #server: Server;
  readonly #files: ReadonlyMap<string, PageFile>;
  readonly #render: () => Rendered;

  private constructor(files: ReadonlyMap<string, PageFile>, render: () => Rendered) {
    this.#files = files;
    this.#render = render;
    this.#server = createServer((request, response) => {
      try {
        this.#serve(request, response);
      } catch (error) {
        // The supervisor runs in this process, and has more to do than this page.
        refuse(response, 500, `The page cannot be drawn: ${String(error)}`);
      }
    });
    this.#server.maxConnections = 4 * mostFollowers;
  }

  /** @param wanted the port, or the next one that is free; after many of them any */
  static async listen(wanted: number, render: () => Rendered): Promise<PageServer> {
    const server = new PageServer(await pageFiles(), render);
    await listenFrom(server.#server, wanted);
    return server;
  }

  get address(): string {
    return `http://localhost:${this.#port}`;
  }

  /** What was told before still reaches whoever follows. */
  async close(): Promise<void> {
    this.followers.close();
    const closed = once(this.#server, 'close');
    this.#server.close();
    const cut = setTimeout(() => this.#server.closeAllConnections(), 500);
    await closed;
    clearTimeout(cut);
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #serve({ method = '', headers: { host }, url = '/' }: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const [path = '/'] = url.split('?');
    const file = this.#files.get(path);
    if (!['localhost', '127.0.0.1', '[::1]'].some((name) => host === `${name}:${this.#port}`)) {
      refuse(response, 421, `This page is at ${this.address} only.`);
    } else if (method !== 'GET' && method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      refuse(response, 405, 'This page can be read only.');
    } else if (path === '/') {
      this.#send(response, { type: 'text/html; charset=utf-8', body: page(this.#render()) });
    } else if (path === '/live' && this.followers.count >= mostFollowers) {
      refuse(response, 503, `${mostFollowers} browsers follow already: close one.`);
    } else if (path === '/live' && method === 'GET') {
      this.followers.add(response);
      this.followers.tell(this.#render());
    } else if (file !== undefined) {
      this.#send(response, file);
    } else {
      refuse(response, 404, `There is nothing at ${path}; the page is at /.`);
    }
  }

  #send(response: ServerResponse, { type, body }: PageFile): void {
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
    response.end(body);
  }
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${sentence}\n`);
}

async function listenFrom(server: Server, wanted: number): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const port = attempt < attempts && wanted + attempt < 65_536 ? wanted + attempt : 0;
    try {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (port === 0 || (code !== 'EADDRINUSE' && code !== 'EACCES')) throw error;
    }
  }
}
