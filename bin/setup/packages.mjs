// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { takeLock } from './install-lock.mjs';
import { npmInstall } from './npm.mjs';
import { explainFailure } from './npm-failure.mjs';
import { step } from './progress.mjs';
import { SetupError } from './setup-error.mjs';
import { isReady, markFinished, markRolledBack, markStarted, wasInterrupted } from './stamp.mjs';

/**
 * Installs the npm packages from the lock unless they are there, complete and up to date.
 *
 * @param {string} root folder of the project
 * @throws {SetupError} when they cannot be installed
 */
export async function ensurePackages(root) {
  if (isReady(root)) return;
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new SetupError(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
  }
  const lock = await takeLock(join(root, '.holdfast', 'install.lock'), (pid) =>
    console.error(`Another run (process ${pid}) is installing packages; waiting for it to end.`),
  );
  try {
    if (!isReady(root)) await install(root, lock.workedBy);
  } finally {
    lock.release();
  }
}

/**
 * @param {string} root
 * @param {(pid: number | undefined) => void} onStart
 */
async function install(root, onStart) {
  if (wasInterrupted(root)) {
    const cleaning = step('Remove packages of an interrupted install');
    rmSync(join(root, 'node_modules'), { recursive: true, force: true });
    cleaning.done();
  }
  const version = nodeVersion(root);
  const nodeFolder = await ensureNode(root, version, onStart);
  const installing = step('Install npm packages');
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  markStarted(root);
  const result = await npmInstall(root, { nodeFolder, onStart });
  if (result.signal) {
    installing.fail('interrupted; the next run starts it again');
    throw interrupted(result.signal);
  }
  if (result.code !== 0) {
    installing.fail();
    markRolledBack(root);
    throw new SetupError(explainFailure('The npm packages', result.output));
  }
  const installed = installedVersion(join(root, 'node_modules', '.bin'));
  if (installed !== version) {
    installing.fail();
    throw new SetupError(
      `npm brought Node ${installed ?? 'nowhere'} instead of ${version}: allow install scripts for the package "node" (npm config get ignore-scripts must be false) and run the same command again.`,
    );
  }
  markFinished(root);
  rmSync(join(root, '.holdfast', 'node'), { recursive: true, force: true });
  installing.done();
}

/**
 * The Node that npm shall run with, brought first when neither the machine nor node_modules has it.
 *
 * @param {string} root
 * @param {string} version
 * @param {(pid: number | undefined) => void} onStart
 * @returns {Promise<string | undefined>} a folder with `node` in it; nothing when the machine's own is new enough
 */
async function ensureNode(root, version, onStart) {
  if (Number(process.versions.node.split('.')[0]) >= Number(version.split('.')[0])) return undefined;
  const folder = join(root, '.holdfast', 'node');
  const candidates = [join(root, 'node_modules', '.bin'), join(folder, 'node_modules', '.bin')];
  const present = candidates.find((candidate) => installedVersion(candidate) === version);
  if (present) return present;
  const bringing = step(`Install Node ${version}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      private: true,
      dependencies: { node: version },
      allowScripts: { [`node@${version}`]: true },
    }),
  );
  const result = await npmInstall(folder, { onStart });
  if (result.signal || result.code !== 0) bringing.fail();
  if (result.signal) throw interrupted(result.signal);
  if (result.code !== 0) throw new SetupError(explainFailure(`Node ${version}`, result.output));
  bringing.done();
  return join(folder, 'node_modules', '.bin');
}

/** @param {NodeJS.Signals} signal */
const interrupted = (signal) =>
  new SetupError('Set-up was interrupted; run the same command again.', 128 + constants.signals[signal]);

/** @param {string} root */
function nodeVersion(root) {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node;
}

/**
 * @param {string} folder
 * @returns {string | undefined} version of the `node` in the folder
 */
function installedVersion(folder) {
  const program = join(folder, 'node');
  if (!existsSync(program)) return undefined;
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  } catch {
    return undefined;
  }
}
