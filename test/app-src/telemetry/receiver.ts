import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a receiver answers: at once, with an error, or never. */
export type ReceiverMood = 'well' | 'failing' | 'hanging';

/** A receiver of OTLP over HTTP that keeps what it is sent, as bytes. */
export class Receiver {
  mood: ReceiverMood = 'well';
  readonly traces: Buffer[] = [];
  readonly metrics: Buffer[] = [];
  /** Exports that it was asked to take, in any mood. */
  asked = 0;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      this.asked += 1;
      const chunks: Buffer[] = [];
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
      }
      while (this.mood === 'hanging' && !response.destroyed) {
        await sleep(50);
      }
      if (this.mood === 'well') {
        this[request.url === '/v1/traces' ? 'traces' : 'metrics'].push(Buffer.concat(chunks));
      }
      response.writeHead(this.mood === 'failing' ? 500 : 200, { 'Content-Type': 'application/x-protobuf' });
      response.end();
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.mood = 'well';
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
