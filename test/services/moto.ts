import { motoServer } from '../requirements/moto.ts';
import { freePort } from './free-port.ts';
import { ServiceProcess } from './service-process.ts';
import { waitUntil } from './wait-until.ts';

/** moto, which answers as AWS would and keeps what it is given in memory. Call {@link remove} when done. */
export class Moto {
  /** Moto tells apart buckets in host names, so it wants a name rather than an address. */
  readonly endpoint: string;
  readonly #process: ServiceProcess;

  private constructor(port: number) {
    this.endpoint = `http://localhost:${port}`;
    this.#process = new ServiceProcess({
      command: motoServer,
      args: ['--host', '127.0.0.1', '--port', String(port)],
    });
  }

  static async start(): Promise<Moto> {
    const server = new Moto(await freePort());
    try {
      await waitUntil(
        'moto',
        async () => (await fetch(`${server.endpoint}/moto-api/`)).ok || undefined,
        30_000,
      );
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  /** Forgets everything it was given. */
  async reset(): Promise<void> {
    await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
  }

  async remove(): Promise<void> {
    await this.#process.end('SIGTERM');
  }
}
