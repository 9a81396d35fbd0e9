import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getCACertificates } from 'node:tls';

/** The script that runs are made with everywhere; the image keeps the folders of the sources. */
const script = path.resolve(import.meta.dirname, '../k6/users.ts');

/** Exit code of k6 when a signal ended it. */
const endedBySignal = 105;

/** The characters of what k6 says that are kept to explain its end. */
const keptCharacters = 4_000;

export interface K6StreamOptions {
  /** Path of k6. */
  readonly program: string;
  /** In a folder that may be written to. */
  readonly usersFile: string;
  /** Given what it measures, as CSV, in pieces as it comes. */
  readonly onSamples: (piece: string) => void;
  /** Ends the run early when aborted; what was measured until then counts. */
  readonly signal: AbortSignal;
}

/**
 * Runs the users of a users file. What they measure is read as it comes and lies nowhere: a day of it would be many gigabytes.
 * @throws when k6 ends in another way than by the end of the run or as it was told to, with what it said
 */
export async function streamK6({ program, usersFile, onSamples, signal }: K6StreamOptions): Promise<void> {
  if (signal.aborted) {
    return;
  }
  const folder = path.dirname(usersFile);
  // The image has no certificate authorities but those that Node.js brings: k6 trusts whom Node.js trusts.
  const authorities = path.join(folder, 'authorities.pem');
  await writeFile(authorities, getCACertificates('default').join('\n'));
  const k6 = spawn(
    program,
    [
      // Without summary and thresholds k6 keeps no number that it has written.
      ...[
        'run',
        '--quiet',
        '--summary-mode=disabled',
        '--no-thresholds',
        '--no-usage-report',
        '--address',
        '',
      ],
      ...['--out', 'csv=-', script],
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        SSL_CERT_FILE: authorities,
        USERS_FILE: usersFile,
        K6_CSV_TIME_FORMAT: 'unix_milli',
        K6_CSV_SAVE_INTERVAL: '1s',
        K6_LOG_FORMAT: 'raw',
      },
    },
  );
  let said = '';
  // Samples are ASCII: a piece never ends within a character.
  k6.stdout.setEncoding('latin1').on('data', onSamples);
  k6.stderr.setEncoding('utf8').on('data', (piece: string) => {
    said = (said + piece).slice(-keptCharacters);
  });
  const interrupt = () => k6.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      k6.once('error', reject);
      k6.once('close', resolve);
    });
    if (code !== 0 && !(signal.aborted && code === endedBySignal)) {
      throw new Error(
        `k6 ended with ${code === null ? 'a signal' : `code ${code}`}: ${said.trim() || 'it said nothing'}`,
      );
    }
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
