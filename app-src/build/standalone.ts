import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkBudgets } from './budgets.ts';
import { compressStatic } from './compress-static.ts';

/** A production build of the app that runs by itself: `node server.js` in `folder`. */
export interface StandaloneBuild {
  /** Tells builds of different sources apart. */
  readonly id: string;
  /** The folder with all that the build needs; a later build leaves it alone. */
  readonly root: string;
  /** The folder in {@link root} with `server.js`, the static files and the public files. */
  readonly folder: string;
  /** Seconds that the build took; 0 when an earlier build of the same sources was taken. */
  readonly seconds: number;
}

/** The longest that a build may take before another process takes its lock away, in milliseconds. */
const lockPatienceMilliseconds = 180_000;

/** Builds that are kept, the newest first: a server may still run from the last but one. */
const keptBuilds = 3;

/** What the build is made from, relative to the app's folder. */
const sources = [
  'src',
  'public',
  'build/budgets.ts',
  'build/compress-static.ts',
  'next.config.ts',
  'tsconfig.json',
  'package.json',
  '../package-lock.json',
];

/**
 * Builds the app as the container image does, unless its sources are unchanged since the last build. Processes that ask at the same
 * time share one build.
 * @param appFolder the folder of the app's package, with its dependencies installed there or in the workspace's root
 * @throws with the end of the build's output when it fails, and with every breach of a budget
 */
export async function buildStandalone(appFolder: string): Promise<StandaloneBuild> {
  const builds = path.join(appFolder, '.builds');
  return locked(path.join(appFolder, '.next-build.lock'), async () => {
    const digest = await digestOf(sources.map((source) => path.join(appFolder, source)));
    const id = digest.slice(0, 12);
    const root = path.join(builds, id);
    if (await stat(root).catch(() => undefined)) {
      await utimes(root, new Date(), new Date());
      return { id, root, folder: await standaloneFolder(root), seconds: 0 };
    }
    const start = performance.now();
    const output = path.join(appFolder, '.next');
    await rm(path.join(output, 'standalone'), { recursive: true, force: true });
    await nextBuild(appFolder);
    await checkBudgets(appFolder);
    await compressStatic(appFolder);
    const built = await standaloneFolder(path.join(output, 'standalone'));
    await cp(path.join(output, 'static'), path.join(built, '.next/static'), { recursive: true });
    await cp(path.join(appFolder, 'public'), path.join(built, 'public'), { recursive: true });
    await mkdir(builds, { recursive: true });
    // Moved when it is whole, so that a folder with this name is always a whole build.
    await rename(path.join(output, 'standalone'), root);
    await removeOldBuilds(builds);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    return { id, root, folder: await standaloneFolder(root), seconds };
  });
}

async function removeOldBuilds(builds: string): Promise<void> {
  const found = await Promise.all(
    (await readdir(builds)).map(async (name) => {
      const folder = path.join(builds, name);
      return { folder, usedAt: (await stat(folder)).mtimeMs };
    }),
  );
  const old = found.sort((a, b) => b.usedAt - a.usedAt).slice(keptBuilds);
  await Promise.all(old.map(({ folder }) => rm(folder, { recursive: true, force: true })));
}

/** Next keeps the app at its place below the folder that holds the dependencies. */
async function standaloneFolder(standalone: string): Promise<string> {
  for (const folder of [standalone, path.join(standalone, 'app-src')]) {
    if (await stat(path.join(folder, 'server.js')).catch(() => undefined)) {
      return folder;
    }
  }
  throw new Error(`The build left no server.js below ${standalone}; look at "output" in next.config.ts.`);
}

async function nextBuild(appFolder: string): Promise<void> {
  const binFolders = [
    path.join(appFolder, 'node_modules/.bin'),
    path.join(appFolder, '../node_modules/.bin'),
  ];
  const child = spawn('next', ['build'], {
    cwd: appFolder,
    env: {
      ...process.env,
      PATH: [...binFolders, process.env.PATH].join(path.delimiter),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      // The lock lists Linux builds only; Next would ask the registry to add the others.
      NEXT_IGNORE_INCORRECT_LOCKFILE: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`"next build" in ${appFolder} ended with code ${code}:\n${output.slice(-4_000)}`);
  }
}

async function digestOf(paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(paths.map(filesOf))).flat().sort()) {
    hash.update(`${file}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesOf(start: string): Promise<string[]> {
  const found = await stat(start).catch(() => undefined);
  if (!found?.isDirectory()) {
    return found ? [start] : [];
  }
  const entries = await readdir(start, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Runs `work` while holding `lock`, a folder, because making one either succeeds or fails at once. */
async function locked<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  while (
    !(await mkdir(lock).then(
      () => true,
      () => false,
    ))
  ) {
    if (performance.now() - start > lockPatienceMilliseconds) {
      await rm(lock, { recursive: true, force: true });
    }
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}
