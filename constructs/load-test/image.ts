import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import type { Construct } from 'constructs';
import { buildSync } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');

/** What runs in the container, by the name it has there. */
const PROGRAMS = {
  'fargate/run': 'test/load/fargate/run.ts',
  'fargate/seed': 'app-src/src/database/seed/run.ts',
};

/** What k6 runs: the very files of local runs, at the same places relative to each other. */
const SCRIPTS = { 'k6/users.ts': 'test/load/k6/users.ts', 'mix.ts': 'test/load/mix.ts' };

/** Some packages ask for others in CommonJS's way, which an ES module must be given. */
const REQUIRE = `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);`;

/** The image of the load test, built from sources that stand elsewhere, so its build context is put together first. */
export function loadTestImage(scope: Construct, id: string): DockerImageAsset {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-load-test-'));
  try {
    writeImageContext(folder);
    return new DockerImageAsset(scope, id, { directory: folder, platform: Platform.LINUX_ARM64 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes everything that the Dockerfile copies, and the Dockerfile itself. */
export function writeImageContext(folder: string): void {
  cpSync(join(import.meta.dirname, 'image/Dockerfile'), join(folder, 'Dockerfile'));
  for (const [to, from] of Object.entries(SCRIPTS)) {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(join(ROOT, from), join(folder, to));
  }
  buildSync({
    absWorkingDir: ROOT,
    entryPoints: PROGRAMS,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    banner: { js: REQUIRE },
    logLevel: 'warning',
  });
}
