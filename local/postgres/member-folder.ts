import { rm } from 'node:fs/promises';
import path from 'node:path';
import { readIfThere, removeDurably, renameDurably, writeDurably } from './durable-file.ts';
import { own, type ServiceUser } from './service-user.ts';

const fenceText = `# The other server was promoted: a write that this one accepted would be lost. The platform takes this file away when it has rebuilt the
# server as the standby.
holdfast_fenced = on
`;

/**
 * Where one server of the pair keeps everything: the data folder, and beside it what must not be copied from one server to the other.
 */
export class MemberFolder {
  readonly root: string;
  readonly data: string;
  /** Settings of this server alone. */
  readonly settings: string;
  /** Which standby a commit waits for; written while the server runs. */
  readonly synchronous: string;
  readonly #complete: string;
  readonly #fence: string;
  readonly #preparedFence: string;
  readonly #standbySignal: string;
  /** Whom PostgreSQL runs as, when it is another one than ours. */
  readonly user: ServiceUser | undefined;

  constructor(root: string, user: ServiceUser | undefined) {
    this.root = root;
    this.user = user;
    this.data = path.join(root, 'data');
    this.settings = path.join(root, 'member.conf');
    this.synchronous = path.join(root, 'synchronous.conf');
    this.#complete = path.join(root, 'complete');
    this.#fence = path.join(root, 'fenced.conf');
    this.#preparedFence = path.join(root, 'fence-ready.conf');
    this.#standbySignal = path.join(this.data, 'standby.signal');
  }

  /** Whether the data folder was finished: one that was not is made anew, one that was is never thrown away unasked. */
  async isComplete(): Promise<boolean> {
    return (await readIfThere(this.#complete)) !== undefined;
  }

  async markComplete(): Promise<void> {
    await writeDurably(this.#complete, `${new Date().toISOString()}\n`);
  }

  /** Throws the data away, as far as it is there, for a new copy. A fence stays. */
  async discardData(): Promise<void> {
    await removeDurably(this.#complete).catch(ignoreMissing);
    await rm(this.data, { recursive: true, force: true });
  }

  /** Whether the server would start as a standby: PostgreSQL looks for this file, and removes it when it is promoted. */
  async isStandby(): Promise<boolean> {
    return (await readIfThere(this.#standbySignal)) !== undefined;
  }

  async makeStandby(): Promise<void> {
    await writeDurably(this.#standbySignal, '', 0o600);
    await own(this.#standbySignal, this.user);
  }

  async isFenced(): Promise<boolean> {
    return (await readIfThere(this.#fence)) !== undefined;
  }

  /** Lays the fence ready, because there may be no room for it when it is needed. */
  async prepareFence(): Promise<void> {
    await writeDurably(this.#preparedFence, fenceText, 0o600);
    await own(this.#preparedFence, this.user);
  }

  /**
   * Keeps the server from starting until it has been rebuilt, whoever starts it: the data folder's configuration includes this file, and
   * PostgreSQL refuses a setting that it does not know. Takes no room on the disk.
   */
  async fence(): Promise<void> {
    if (await this.isFenced()) {
      return;
    }
    await renameDurably(this.#preparedFence, this.#fence);
  }

  async unfence(): Promise<void> {
    await removeDurably(this.#fence);
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
    throw error;
  }
}
