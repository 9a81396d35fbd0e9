import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { admin } from './credentials.ts';
import { ProgramFailure, runProgram } from './run-program.ts';
import type { Server } from './server.ts';
import { own, type ServiceUser } from './service-user.ts';
import { rewindSettings } from './settings.ts';

export interface RejoinOptions {
  /** The server that becomes the standby. It does not run. */
  readonly server: Server;
  readonly primary: Server;
  readonly programs: { readonly rewind: string; readonly baseBackup: string };
  /** Major version of PostgreSQL. */
  readonly version: number;
  readonly user: ServiceUser | undefined;
  readonly passwordFile: string;
  readonly signal: AbortSignal;
  /** Whether its data is of no use any more. */
  readonly copyAnew: boolean;
}

/** The first version whose pg_rewind takes a configuration beside the data folder's, which is fenced. */
const rewindsFenced = 15;

/**
 * Makes a server the standby of the primary: by pg_rewind, which takes back only what differs, or by a new copy. The fence is taken away
 * last, when the folder says that it is a standby.
 * @returns how it was done
 */
export async function rejoin(options: RejoinOptions): Promise<'rewound' | 'copied'> {
  const { server, copyAnew, version } = options;
  await server.kill();
  const how = !copyAnew && version >= rewindsFenced && (await rewind(options)) ? 'rewound' : 'copied';
  if (how === 'copied') {
    await copy(options);
  }
  await server.folder.makeStandby();
  await server.folder.markComplete();
  await server.folder.unfence();
  return how;
}

async function rewind({
  server,
  primary,
  programs,
  user,
  passwordFile,
  signal,
}: RejoinOptions): Promise<boolean> {
  const { folder } = server;
  if (!(await folder.isComplete()) || (await folder.isStandby())) {
    return false;
  }
  const settings = path.join(folder.root, 'rewind.conf');
  await writeFile(settings, rewindSettings);
  await own(settings, user);
  // It compares timelines by the primary's control file, which shows the new one after a checkpoint.
  await primary.use((sql) => sql`checkpoint`);
  try {
    await runProgram(
      programs.rewind,
      [
        '-D',
        folder.data,
        `--source-server=${connection(primary)} dbname=postgres`,
        `--config-file=${settings}`,
      ],
      {
        user,
        workingFolder: folder.root,
        environment: { PGPASSFILE: passwordFile },
        limitMilliseconds: 300_000,
        signal,
      },
    );
    return true;
  } catch (error) {
    if (error instanceof ProgramFailure && !signal.aborted) {
      return false;
    }
    throw error;
  }
}

async function copy({ server, primary, programs, user, passwordFile, signal }: RejoinOptions): Promise<void> {
  const { folder } = server;
  await folder.discardData();
  await runProgram(
    programs.baseBackup,
    [
      '-D',
      folder.data,
      '-d',
      connection(primary),
      '--checkpoint=fast',
      '--wal-method=stream',
      '--no-password',
    ],
    {
      user,
      workingFolder: folder.root,
      environment: { PGPASSFILE: passwordFile },
      limitMilliseconds: 600_000,
      signal,
    },
  );
}

function connection({ port }: Server): string {
  return `host=127.0.0.1 port=${port} user=${admin} connect_timeout=5`;
}
