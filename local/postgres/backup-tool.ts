import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { admin } from './credentials.ts';
import { runProgram } from './run-program.ts';
import { makeOwned, own, type ServiceUser } from './service-user.ts';

/** pgBackRest's name for a cluster and its archive. */
export const stanza = 'holdfast';

export interface BackupToolOptions {
  /** Path of `pgbackrest`. */
  readonly program: string;
  readonly user: ServiceUser | undefined;
  /** Where it keeps its configuration, locks and logs. */
  readonly folder: string;
  /** The repositories, in order. */
  readonly repositories: readonly string[];
  /** Full backups that each repository keeps, with the log that they need. */
  readonly keepFull: number;
  /** What proves the administrator to PostgreSQL. */
  readonly passwordFile: string;
}

/** pgBackRest with a configuration of its own, that knows nothing of the machine's. */
export class BackupTool {
  readonly folder: string;
  readonly #options: BackupToolOptions;
  readonly #configuration: string;

  constructor(options: BackupToolOptions) {
    this.#options = options;
    this.folder = options.folder;
    this.#configuration = path.join(options.folder, 'pgbackrest.conf');
  }

  /** Writes the configuration and makes the folders. */
  async prepare(): Promise<void> {
    const { user, repositories } = this.#options;
    for (const folder of [this.folder, ...repositories]) {
      await makeOwned(folder, user);
    }
    await writeFile(this.#configuration, this.#settings());
    await own(this.#configuration, user);
  }

  /**
   * Runs a command.
   * @returns what it wrote
   * @throws ProgramFailure
   */
  async run(args: readonly string[], limitMilliseconds: number, signal?: AbortSignal): Promise<string> {
    const { program, user, passwordFile } = this.#options;
    return runProgram(program, [...this.#common(), ...args], {
      user,
      workingFolder: this.folder,
      // It has no setting for a server that is reached by TCP on this machine; libpq has.
      environment: { PGHOST: '127.0.0.1', PGPASSFILE: passwordFile },
      limitMilliseconds,
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** Names the server that a command is about. */
  server(dataFolder: string, port?: number): string[] {
    return [
      `--pg1-path=${dataFolder}`,
      ...(port === undefined ? [] : [`--pg1-port=${port}`, `--pg1-user=${admin}`, '--pg1-database=postgres']),
    ];
  }

  /** The shell command for `archive_command`, which archives to all repositories. */
  archiveCommand(dataFolder: string): string {
    const parts = [this.#options.program, ...this.#common(), ...this.server(dataFolder), 'archive-push'];
    return `${parts.map((part) => shellQuoted(part).replaceAll('%', '%%')).join(' ')} %p`;
  }

  #common(): string[] {
    return [`--config=${this.#configuration}`, `--stanza=${stanza}`];
  }

  #settings(): string {
    const { repositories, keepFull } = this.#options;
    const lines = repositories.flatMap((folder, index) => [
      `repo${index + 1}-path=${folder}`,
      `repo${index + 1}-retention-full=${keepFull}`,
    ]);
    return [
      '[global]',
      ...lines,
      `lock-path=${path.join(this.folder, 'lock')}`,
      `spool-path=${path.join(this.folder, 'spool')}`,
      'log-level-file=off',
      'log-level-console=off',
      'log-level-stderr=warn',
      'start-fast=y',
      // Most of a segment that was closed early is empty: the quickest compression takes nearly all of that away.
      'compress-level=1',
      // A backup waits for its own log: longer than two repositories on a busy machine take.
      'archive-timeout=120',
      '',
    ].join('\n');
  }
}

function shellQuoted(text: string): string {
  return /^[\w/.=:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
