// @ts-check
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The holder touches its lock this often; milliseconds. */
const HEARTBEAT = 2_000;
/** A lock that nobody has touched for so long is stale, even if its process id is in use again; milliseconds. */
const STALE_AFTER = 20_000;

/**
 * Takes the lock that keeps two installs from fighting, waiting for a live holder and taking over from a dead one.
 *
 * @param {string} file
 * @param {(pid: number) => void} onWait called once when another process holds the lock
 * @returns {Promise<{ workedBy: (pid: number | undefined) => void, release: () => void }>} `workedBy` notes the npm
 *   that does the work, so that whoever takes over can end it
 */
export async function takeLock(file, onWait) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(file, `${process.pid}`, { flag: 'wx' });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (!holder) continue;
    if (!isAlive(holder.pid) || Date.now() - holder.touched > STALE_AFTER) {
      takeOver(file, holder);
      continue;
    }
    if (!waited) onWait(holder.pid);
    await sleep(200);
  }
  const timer = setInterval(() => utimesSync(file, new Date(), new Date()), HEARTBEAT);
  timer.unref();
  return {
    workedBy: (pid) => writeFileSync(file, pid ? `${process.pid} ${pid}` : `${process.pid}`),
    release: () => {
      clearInterval(timer);
      rmSync(file, { force: true });
    },
  };
}

/**
 * @typedef {{ pid: number, worker: number | undefined, touched: number }} Holder
 * @param {string} file
 * @returns {Holder | undefined} nothing when the lock was released in the meantime
 */
function readHolder(file) {
  try {
    const [pid, worker] = readFileSync(file, 'utf8').split(' ').map(Number);
    return { pid: pid ?? 0, worker, touched: statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

/**
 * Moves the stale lock away under a name of our own: of several that try, one succeeds.
 *
 * @param {string} file
 * @param {Holder} holder
 */
function takeOver(file, holder) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readHolder(aside)?.pid !== holder.pid) {
    renameSync(aside, file);
    return;
  }
  rmSync(aside, { force: true });
  if (holder.worker && isNpm(holder.worker)) kill(holder.worker);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * The process id may have been given to a stranger since.
 *
 * @param {number} pid
 */
function isNpm(pid) {
  try {
    return /\bnpm\b/.test(execFileSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

/** @param {number} pid leader of its process group */
function kill(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
