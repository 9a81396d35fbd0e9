// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What of a package.json decides the contents of node_modules; scripts and descriptions do not. */
const FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'overrides',
  'workspaces',
  'allowScripts',
];

/**
 * Fingerprint of everything that decides what node_modules must contain: the dependency fields of the root's and the
 * workspaces' package.json, the lock, and the machine's kind.
 *
 * @param {string} root
 * @returns {string}
 */
export function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  const manifest = readJson(join(root, 'package.json'));
  const workspaces = /** @type {string[]} */ (manifest.workspaces ?? []);
  for (const folder of ['.', ...workspaces]) {
    const file = join(root, folder, 'package.json');
    if (!existsSync(file)) continue;
    const content = readJson(file);
    hash.update(`${folder} ${JSON.stringify(FIELDS.map((field) => content[field]))}\n`);
  }
  const lock = join(root, 'package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @returns {Record<string, unknown>}
 */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.holdfast-stamp');
/** @param {string} root */
const markFile = (root) => join(root, 'node_modules', '.holdfast-installing');

/**
 * @param {string} root
 * @returns {boolean} whether node_modules is complete for the present package.json files and lock
 */
export function isReady(root) {
  return (
    existsSync(stampFile(root)) &&
    readFileSync(stampFile(root), 'utf8') === fingerprint(root) &&
    existsSync(join(root, 'node_modules', '.bin', 'node'))
  );
}

/**
 * npm takes a package whose package.json is there for installed, even if its other files never arrived. So after an
 * interruption node_modules is not to be trusted: either our mark is still there, or npm's own closing record is not.
 *
 * @param {string} root
 * @returns {boolean}
 */
export function wasInterrupted(root) {
  const folder = join(root, 'node_modules');
  return (
    existsSync(folder) && (existsSync(markFile(root)) || !existsSync(join(folder, '.package-lock.json')))
  );
}

/** @param {string} root */
export function markStarted(root) {
  rmSync(stampFile(root), { force: true });
  writeFileSync(markFile(root), '');
}

/** @param {string} root */
export function markFinished(root) {
  writeFileSync(stampFile(root), fingerprint(root));
  rmSync(markFile(root), { force: true });
}

/**
 * npm restores what was there before when it fails by itself, so node_modules may be trusted as before.
 *
 * @param {string} root
 */
export function markRolledBack(root) {
  rmSync(markFile(root), { force: true });
}
