import { releaseOfSources } from './build.ts';
import { Releases } from './releases.ts';

/** Told to end, it ends the build's own processes, and then lets go of the build's lock; therefore it outlives the signals itself. */
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => process.kill(0, 'SIGINT'));

const [folder = ''] = process.argv.slice(2);
try {
  const release = await releaseOfSources(new Releases(folder));
  console.log(`release ${release.id}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
