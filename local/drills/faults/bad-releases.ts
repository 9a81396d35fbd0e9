import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Releases } from '../../app/releases.ts';
import { DeploymentFailed } from '../../app/rolling-deployment.ts';
import type { Fault, Injected } from '../fault.ts';
import type { Stage } from '../stage.ts';
import { beforeRequests, changedRelease } from './changed-release.ts';

/** A defect, as lines before those of the server. */
const defects = {
  crashing: "throw new Error('a defect in this release');",
  slow: beforeRequests("if (request.url === '/') { setTimeout(next, 20_000); return; }"),
  wrong: beforeRequests(
    "if (request.url === '/') { response.setHeader('content-type', 'text/html'); return response.end('<p>Something else'); }",
  ),
} as const;

/** A release with a defect is deployed as any other; the gates of the deployment must take it back. */
function badRelease(defect: keyof typeof defects): Fault {
  const name = `bad-release-${defect}`;
  return { name, inject: (stage) => deployDefect(stage, name, defects[defect]) };
}

export const badReleases: readonly Fault[] = (['crashing', 'slow', 'wrong'] as const).map(badRelease);

async function deployDefect({ platform, progress }: Stage, id: string, lines: string): Promise<Injected> {
  const folder = platform.folder.releases;
  const good = platform.app.release;
  if (good === undefined) throw new Error('No release runs that a bad one could replace.');
  const bad = await changedRelease({ releases: new Releases(folder), folder }, good, { id, lines });
  const heal = async () => {
    if (platform.app.release?.id === bad.id) await platform.app.deploy(good, progress);
    await rm(join(folder, bad.id), { recursive: true, force: true });
  };
  try {
    await platform.app.deploy(bad, progress);
  } catch (error) {
    if (error instanceof DeploymentFailed) return { detail: error.message, heal };
    await heal();
    throw error;
  }
  await heal();
  throw new Error(`Release ${bad.id} was let through to users, and ${good.id} was deployed again.`);
}
