import path from 'node:path';
import type { Faults } from '../../../local/peers/faults.ts';
import type { PeerCounters } from '../../../local/peers/peer.ts';
import { freePort } from '../../services/free-port.ts';
import { ServiceProcess } from '../../services/service-process.ts';
import { waitUntil } from '../../services/wait-until.ts';

export type PeerName = 'azure-openai' | 'dynamics';

/** What a stand-in tells of itself. */
export interface PeerState {
  readonly service: string;
  readonly faults: Faults;
  readonly counters: PeerCounters;
  readonly openSockets: number;
}

/** A stand-in in a process of its own, as it is run by hand. It keeps its port while it is killed and started. */
export class PeerProcess {
  readonly port: number;
  readonly #name: PeerName;
  #process: ServiceProcess | undefined;

  private constructor(name: PeerName, port: number) {
    this.#name = name;
    this.port = port;
  }

  static async start(name: PeerName): Promise<PeerProcess> {
    const peer = new PeerProcess(name, await freePort());
    await peer.start();
    return peer;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.#process = new ServiceProcess({
      command: process.execPath,
      args: [
        path.resolve(import.meta.dirname, `../../../local/peers/${this.#name}/server.ts`),
        '--port',
        String(this.port),
      ],
    });
    await waitUntil(`the stand-in ${this.#name}`, async () => (await this.state()) && true);
  }

  /** Sets its faults; none heals it. */
  async misbehave(faults: Partial<Faults>): Promise<void> {
    const answer = await fetch(`${this.origin}/control`, { method: 'PUT', body: JSON.stringify(faults) });
    if (!answer.ok) {
      throw new Error(`The stand-in refused: ${await answer.text()}`);
    }
  }

  /** Replaces what it holds. */
  async hold(state: object): Promise<void> {
    const answer = await fetch(`${this.origin}/control`, { method: 'POST', body: JSON.stringify(state) });
    if (!answer.ok) {
      throw new Error(`The stand-in refused: ${await answer.text()}`);
    }
  }

  async state(): Promise<PeerState> {
    return (await (await fetch(`${this.origin}/control`)).json()) as PeerState;
  }

  async forget(): Promise<void> {
    await fetch(`${this.origin}/control`, { method: 'DELETE' });
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    await this.#process?.end('SIGKILL');
  }

  /** Ends it cleanly; tells its exit code. */
  async stop(): Promise<number | null | undefined> {
    await this.#process?.end('SIGTERM');
    return (await this.#process?.exited)?.code;
  }
}
