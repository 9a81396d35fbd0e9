import { createHash } from 'node:crypto';
import { chmod, mkdir, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PartFailure } from '../processes/part.ts';
import { PartLog } from '../processes/part-log.ts';

/** The longest path of a Unix socket, in bytes, with room for what HAProxy appends while it makes one. */
const longestSocketPath = 90;

/** Bytes that the platform needs to start: two clusters, a backup and the write-ahead log of some minutes. */
const leastFree = 1024 ** 3;

/** Where everything of one local platform is kept. */
export class LocalFolder {
  readonly root: string;
  /** What is lost with the primary region. */
  readonly primaryRegion: string;
  /** What the recovery region has: the archive, the backups and the secrets. */
  readonly recoveryRegion: string;
  readonly logs: string;
  readonly releases: string;
  /** Sockets and generated configuration. Elsewhere when the path of the folder is too long for a socket. */
  readonly run: string;

  constructor(root: string) {
    this.root = resolve(root);
    this.primaryRegion = join(this.root, 'primary-region');
    this.recoveryRegion = join(this.root, 'recovery-region');
    this.logs = join(this.root, 'logs');
    this.releases = join(this.root, 'releases');
    const near = join(this.root, 'run');
    const key = createHash('sha256').update(this.root).digest('hex').slice(0, 12);
    this.run = near.length <= longestSocketPath - 13 ? near : join(tmpdir(), `holdfast-${key}`);
  }

  /** The Unix socket of the supervisor. */
  get controlSocket(): string {
    return join(this.run, 'control.sock');
  }

  get ports(): string {
    return join(this.root, 'ports.json');
  }

  get events(): string {
    return join(this.root, 'events.jsonl');
  }

  logFile(part: string): string {
    return join(this.logs, `${part}.log`);
  }

  log(part: string): PartLog {
    return new PartLog(this.logFile(part));
  }

  /**
   * Makes the folders that are missing.
   * @throws PartFailure when there is no room, or the place cannot be written
   */
  async make(): Promise<void> {
    try {
      // The stores run as users of their own and must be able to pass through.
      for (const folder of [this.root, this.primaryRegion, this.recoveryRegion]) {
        await mkdir(folder, { recursive: true });
        await chmod(folder, 0o755);
      }
      await mkdir(this.run, { recursive: true, mode: 0o700 });
      await mkdir(this.logs, { recursive: true });
      await mkdir(this.releases, { recursive: true });
    } catch (error) {
      throw new PartFailure(
        `${this.root} cannot be written (${(error as NodeJS.ErrnoException).code}): make it writable, or name another folder with --folder.`,
      );
    }
    const { bavail, bsize } = await statfs(this.root);
    if (bavail * bsize < leastFree) {
      const free = Math.floor((bavail * bsize) / 1024 ** 2);
      throw new PartFailure(
        `The disk that holds ${this.root} is full (${free} MiB are free): free at least ${leastFree / 1024 ** 2} MiB, or name another folder with --folder.`,
      );
    }
  }
}
