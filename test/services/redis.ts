import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './free-port.ts';
import { ServiceProcess } from './service-process.ts';
import { waitUntil } from './wait-until.ts';

/** A real Redis that keeps nothing on disk, on a free port of the loopback interface. Call {@link remove} when done. */
export class Redis {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly #args: readonly string[];
  #process: ServiceProcess | undefined;

  private constructor(port: number, args: readonly string[]) {
    this.port = port;
    this.#args = args;
  }

  /** @param args options of `redis-server` beside the defaults, such as `['--requirepass', '...']` */
  static async start(args: readonly string[] = []): Promise<Redis> {
    const server = new Redis(await freePort(), args);
    await server.start();
    return server;
  }

  /** Starts the server again after {@link stop} or {@link kill}, and waits until it answers. */
  async start(): Promise<void> {
    this.#process = new ServiceProcess({
      command: 'redis-server',
      args: [
        ...['--bind', this.host, '--port', String(this.port), '--save', '', '--appendonly', 'no'],
        ...this.#args,
      ],
    });
    try {
      await waitUntil(`Redis on port ${this.port}`, () => this.#answers());
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  /** Ends the server cleanly. */
  async stop(): Promise<void> {
    await this.#process?.end('SIGTERM');
  }

  /** Ends the server at once. */
  async kill(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  /** The server freezes: connections stay open and nothing answers. */
  async hang(): Promise<void> {
    await this.#process?.hang();
  }

  /** Ends {@link hang}. */
  async continue(): Promise<void> {
    await this.#process?.continue();
  }

  /** Stops the server for good. Safe to call in any state, more than once. */
  async remove(): Promise<void> {
    await this.kill();
  }

  async #answers(): Promise<true> {
    if (this.#process !== undefined && !this.#process.running) {
      throw new Error(`Redis ended while starting; is redis-server installed?\n${this.#process.output}`);
    }
    const socket = connect({ host: this.host, port: this.port });
    try {
      await once(socket, 'connect');
      socket.write('PING\r\n');
      const [reply] = (await once(socket, 'data')) as [Buffer];
      // A server that wants a password is up as well.
      if (!/^(\+PONG|-NOAUTH)/.test(reply.toString())) {
        throw new Error(`Redis answered ${reply.toString().trim()}`);
      }
      return true;
    } finally {
      socket.destroy();
    }
  }
}
