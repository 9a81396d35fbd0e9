import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command, findProgram, lastLines } from './command.ts';
import { type Requirement, RequirementError } from './requirement.ts';

/** Pinned: what is measured must not move with the tool. */
export const K6_VERSION = '1.8.1';

const FOLDER = join(resolve(import.meta.dirname, '../..'), '.holdfast/bin');

/** Path of a k6 of this version, from the PATH or from where it is installed here. */
async function k6Path(folder: string): Promise<string | undefined> {
  for (const path of [findProgram('k6'), join(folder, 'k6')]) {
    if (path !== undefined && (await command(path, ['version'])).stdout.startsWith(`k6 v${K6_VERSION} `)) {
      return path;
    }
  }
  return undefined;
}

export const k6: Requirement = {
  name: `k6 ${K6_VERSION} (built from source, which takes minutes)`,
  usedThrough: ['load/k6-process.ts', 'load/fargate/k6-stream.ts'],
  isPresent: () => findProgram('k6', [FOLDER]) !== undefined,
  install: () => install(FOLDER),
};

/** k6 is in no package list of the system; its own build tool fetches and builds it. */
async function install(folder: string): Promise<void> {
  const go = findProgram('go', ['/usr/local/go/bin']);
  if (go === undefined) {
    throw new RequirementError(
      `there is no Go to build it with: put k6 ${K6_VERSION} on the PATH (https://grafana.com/docs/k6/latest/set-up/install-k6/), or install Go`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const result = await command('env', [`GOBIN=${folder}`, go, 'install', `go.k6.io/k6@v${K6_VERSION}`]);
  if (result.exitCode !== 0) {
    throw new RequirementError(`"go install" could not fetch or build it: ${lastLines(result, 1)}`);
  }
}

/**
 * Finds k6, and installs it when it is missing.
 * @param folder where it is installed
 * @throws RequirementError with one sentence
 */
export async function ensureK6(folder = FOLDER): Promise<string> {
  const present = await k6Path(folder);
  if (present !== undefined) {
    return present;
  }
  try {
    await install(folder);
  } catch (error) {
    throw error instanceof RequirementError
      ? new RequirementError(`k6 ${K6_VERSION} is missing, and ${error.message}.`)
      : error;
  }
  const installed = await k6Path(folder);
  if (installed === undefined) {
    throw new RequirementError(`k6 ${K6_VERSION} was installed in ${folder}, and does not run from there.`);
  }
  return installed;
}
