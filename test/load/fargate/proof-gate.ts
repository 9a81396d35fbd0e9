import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { makeCertificate } from './certificate.ts';

/**
 * In the role of the load balancer, as far as a run meets it: it speaks TLS, refuses whoever does not prove itself as the edge does, and appends the
 * address that it was called from. Call {@link remove} when done.
 */
export class ProofGate {
  /** Hosts that were asked for, as the edge tells them. */
  readonly hosts = new Set<string>();
  /** Addresses of users, as the edge tells them. */
  readonly users = new Set<string>();
  readonly #server: Server;
  #refused = 0;

  private constructor(target: string, proof: string, tls: { readonly key: string; readonly cert: string }) {
    this.#server = createServer(tls, (incoming, outgoing) => {
      const { headers, method, url } = incoming;
      if (headers['x-origin-verify'] !== proof) {
        this.#refused += 1;
        outgoing.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden');
        incoming.resume();
        return;
      }
      this.hosts.add(String(headers['x-forwarded-host']));
      this.users.add(String(headers['x-forwarded-for']));
      const passed = { ...headers, 'x-forwarded-for': `${headers['x-forwarded-for']}, 192.0.2.1` };
      const onward = request(new URL(url ?? '/', target), { method, headers: passed }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    });
  }

  /** @param folder where its certificate lies, as `gate.crt`: its own authority */
  static async start(target: string, proof: string, folder: string): Promise<ProofGate> {
    const files = await makeCertificate(folder, 'gate');
    const [key, cert] = await Promise.all([readFile(files.key, 'utf8'), readFile(files.certificate, 'utf8')]);
    const gate = new ProofGate(target, proof, { key, cert });
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    return gate;
  }

  get address(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests without the proof. */
  get refused(): number {
    return this.#refused;
  }

  async remove(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
