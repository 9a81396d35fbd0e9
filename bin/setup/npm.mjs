// @ts-check
import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { SetupError } from './setup-error.mjs';

const QUIET = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error'];
/** Three tries over some eight seconds; npm's own defaults keep a person without network waiting for over a minute. */
const RETRIES = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/**
 * Runs `npm install` in a folder, silently. `npm ci` is not used: it refuses a lock that lacks optional builds for
 * platforms that the registry does not have.
 *
 * @param {string} folder
 * @param {{ nodeFolder?: string | undefined, onStart: (pid: number | undefined) => void }} options `nodeFolder` holds
 *   the `node` that npm shall run with: under an older one it silently prefers packages made for that one
 * @returns {Promise<{ code: number, output: string, signal: NodeJS.Signals | undefined }>} `signal` when the person
 *   interrupted it
 */
export function npmInstall(folder, { nodeFolder, onStart }) {
  return new Promise((resolve, reject) => {
    const path = process.env.PATH ?? '';
    // A process group of its own, so that npm's children end with it.
    const child = spawn(
      'npm',
      [
        'install',
        '--no-save',
        '--include=dev',
        '--include=optional',
        '--prefer-offline',
        ...QUIET,
        ...RETRIES,
      ],
      {
        cwd: folder,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...withoutLifecycle(process.env),
          PATH: nodeFolder ? `${nodeFolder}${delimiter}${path}` : path,
        },
      },
    );
    onStart(child.pid);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    /** @type {NodeJS.Signals | undefined} */
    let interruption;
    /** @param {NodeJS.Signals} signal */
    const interrupt = (signal) => {
      interruption = signal;
      // On a polite signal npm first restores what was there, for many seconds; the next run starts afresh anyway.
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, interrupt);
    child.on('error', (error) => {
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT';
      reject(
        missing
          ? new SetupError('npm is not on the PATH: install Node 20 or newer together with npm.')
          : error,
      );
    });
    child.on('close', (code) => {
      for (const signal of signals) process.off(signal, interrupt);
      resolve({ code: code ?? 1, output, signal: interruption });
    });
  });
}

/**
 * A nested npm must not believe that it is part of the script that started us.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutLifecycle(env) {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !/^npm_(package|lifecycle|command|execpath|config_local_prefix)/.test(name),
    ),
  );
}
