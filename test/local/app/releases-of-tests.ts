import { resolve } from 'node:path';
import type { Release } from '../../../local/app/releases.ts';
import { changedRelease as changed } from '../../../local/drills/faults/changed-release.ts';
import type { Service } from './service.ts';

export { beforeRequests } from '../../../local/drills/faults/changed-release.ts';

/** The same app under another id, with lines put before those of its server. */
export function changedRelease({ releases, release }: Service, id: string, lines = ''): Promise<Release> {
  return changed({ releases, folder: resolve(release.folder, '../..') }, release, { id, lines });
}
