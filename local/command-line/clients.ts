import { setTimeout as sleep } from 'node:timers/promises';
import { askSupervisor, NotRunning } from '../control/control-client.ts';
import { LocalFolder } from '../folder/local-folder.ts';
import type { PlatformStatus } from '../platform/local-platform.ts';

type Progress = (line: string) => void;

/** Milliseconds that a supervisor may take to end after it has stopped everything. */
const endLimit = 15_000;

/** The commands to a platform that runs. Each throws NotRunning when none does, and ControlError with the supervisor's sentence. */
export class Client {
  readonly #socket: string;

  /** @param folder the folder that the platform was started in */
  constructor(folder: string) {
    this.#socket = new LocalFolder(folder).controlSocket;
  }

  async status(): Promise<PlatformStatus> {
    return (await askSupervisor(this.#socket, 'status', {}, { limitMilliseconds: 10_000 })) as PlatformStatus;
  }

  /** Resolves when the supervisor is gone. */
  async down(): Promise<void> {
    await askSupervisor(this.#socket, 'down');
    const start = performance.now();
    while (performance.now() - start < endLimit) {
      try {
        await askSupervisor(this.#socket, 'ping', {}, { limitMilliseconds: 1_000 });
      } catch (error) {
        if (error instanceof NotRunning) return;
      }
      await sleep(100);
    }
    throw new Error('Everything was stopped, but the supervisor has not ended: end its process.');
  }

  async restart(part: string): Promise<void> {
    await askSupervisor(this.#socket, 'restart', { part });
  }

  async scale(count: string): Promise<void> {
    await askSupervisor(this.#socket, 'scale', { count });
  }

  /** @returns the id of the release that serves now */
  async deploy(release: string | undefined, progress: Progress): Promise<string> {
    const parameters: Record<string, string> = release === undefined ? {} : { release };
    const result = await askSupervisor(this.#socket, 'deploy', parameters, { progress });
    return (result as { readonly release: string }).release;
  }
}
