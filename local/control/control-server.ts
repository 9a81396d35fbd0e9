import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { ask } from './control-client.ts';

/** What a client may ask for. Each answers with something that can be written as JSON. */
export type ControlActions = Readonly<
  Record<string, (parameters: URLSearchParams, progress: (line: string) => void) => Promise<unknown>>
>;

/** Another supervisor runs in the same folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
}

/** The supervisor's socket. To have it is to be the one supervisor of a folder. */
export class ControlServer {
  readonly #lock: SocketServer | undefined;
  readonly #server: Server;
  readonly #socket: string;
  #actions: ControlActions = {};

  private constructor(parts: { lock: SocketServer | undefined; server: Server; socket: string }) {
    this.#lock = parts.lock;
    this.#server = parts.server;
    this.#socket = parts.socket;
  }

  /**
   * Takes the socket, also from a supervisor that has died.
   * @throws AlreadyRunning when one is alive
   */
  static async listen(socket: string): Promise<ControlServer> {
    if (await isAlive(socket)) {
      throw new AlreadyRunning();
    }
    const lock = await takeLock(socket);
    const server = createServer();
    const control = new ControlServer({ lock, server, socket });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void control.#serve(request, response);
    });
    await rm(socket, { force: true });
    server.listen(socket);
    await once(server, 'listening');
    return control;
  }

  /** Answers with these from now on; before, clients are told that the platform is starting. */
  offer(actions: ControlActions): void {
    this.#actions = actions;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    // Whoever waits for an answer, such as that everything has stopped, gets it first.
    const cut = setTimeout(() => this.#server.closeAllConnections(), 1_000);
    await closed;
    clearTimeout(cut);
    await rm(this.#socket, { force: true });
    this.#lock?.close();
  }

  /** Progress as lines of JSON while it works, and the result or the error in the last one. */
  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://control');
    const action = this.#actions[url.pathname.slice(1)];
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson' });
    const write = (line: unknown) => response.write(`${JSON.stringify(line)}\n`);
    if (action === undefined) {
      write({
        error: 'The platform is still starting, or is older than this command: try again in a moment.',
      });
    } else {
      try {
        write({ result: (await action(url.searchParams, (line) => write({ progress: line }))) ?? null });
      } catch (error) {
        const { name, message } = error as Error;
        write({ error: message, kind: name });
      }
    }
    response.end();
  }
}

async function isAlive(socket: string): Promise<boolean> {
  try {
    await ask(socket, 'ping', {}, { limitMilliseconds: 5_000 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Whoever listens is alive, however slowly it answers.
    return code !== 'ENOENT' && code !== 'ECONNREFUSED';
  }
}

/**
 * Of two that find the same dead socket, one may go on: a socket in Linux's abstract name space exists once and ends with its process.
 * Elsewhere the second of two that start within the same moment fails to take the first port.
 */
async function takeLock(socket: string): Promise<SocketServer | undefined> {
  if (process.platform !== 'linux') {
    return undefined;
  }
  const lock = createSocketServer();
  const name = createHash('sha256').update(socket).digest('hex').slice(0, 32);
  lock.listen(`\0holdfast-${name}`);
  try {
    await once(lock, 'listening');
  } catch {
    throw new AlreadyRunning();
  }
  return lock;
}
