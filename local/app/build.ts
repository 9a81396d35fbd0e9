import { relative, resolve } from 'node:path';
import { buildStandalone } from '../../app-src/build/standalone.ts';
import type { BuiltApp, Release, Releases } from './releases.ts';

const appFolder = resolve(import.meta.dirname, '../../app-src');

/** Builds the app as its image does, unless nothing has changed since the last build. The id depends on the sources alone. */
export async function buildApp(): Promise<BuiltApp> {
  const { id, root, folder } = await buildStandalone(appFolder);
  return { id, output: root, server: relative(root, folder) || '.' };
}

/** Builds the app, and takes it as a release. */
export async function releaseOfSources(releases: Releases): Promise<Release> {
  return releases.take(await buildApp());
}
