import { join } from 'node:path';
import { PartFailure } from '../processes/part.ts';
import type { PartLog } from '../processes/part-log.ts';
import { ServiceProcess } from '../processes/service-process.ts';
import type { Release, Releases } from './releases.ts';

/**
 * Builds the app and takes it as a release, in a process of its own: it takes a minute of all cores, and must end with this one.
 * @param folder the folder of the releases
 * @throws PartFailure with the end of the build's output when it fails
 */
export async function buildRelease(
  { releases, folder }: { readonly releases: Releases; readonly folder: string },
  { log, signal }: { readonly log: PartLog; readonly signal: AbortSignal },
): Promise<Release> {
  const build = new ServiceProcess({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'build-release.ts'), folder],
    environment: { NODE_OPTIONS: undefined },
    ownGroup: true,
    deathSignal: 'TERM',
    onOutput: (chunk) => log.write(chunk),
  });
  const stop = () => build.signal('SIGTERM');
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const { code } = await build.exited;
  signal.removeEventListener('abort', stop);
  const id = /^release (\S+)$/m.exec(build.output)?.[1];
  if (code !== 0 || id === undefined) {
    const last = build.output.trim().split('\n').slice(-15).join('\n');
    throw new PartFailure(
      signal.aborted
        ? 'The build of the app was stopped.'
        : `The app cannot be built; ${log.file} says why:\n${last}`,
    );
  }
  return releases.find(id);
}
