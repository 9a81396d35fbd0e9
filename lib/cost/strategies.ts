import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { readAssembly } from '../assessment/read/assembly.ts';
import { type PlatformConfig, STRATEGIES, type Strategy } from '../config/platform-config.ts';
import { buildPlatform } from '../platform.ts';
import { type Cost, monthlyCost } from './monthly-cost.ts';

/**
 * What each strategy costs, from the templates that it gives. Code of functions is not bundled: it is not charged for.
 *
 * @param context of cdk.json, which decides what the templates look like
 */
export function costOfStrategies(
  config: PlatformConfig,
  context: Readonly<Record<string, unknown>>,
): ReadonlyMap<Strategy, Cost[]> {
  return new Map(
    STRATEGIES.map((strategy) => {
      const outdir = mkdtempSync(join(tmpdir(), 'holdfast-cost-'));
      try {
        const app = new App({
          outdir,
          context: { ...context, 'aws:cdk:bundling-stacks': [] },
          analyticsReporting: false,
        });
        buildPlatform(app, { ...config, strategy });
        app.synth();
        return [strategy, monthlyCost(readAssembly(outdir), config.database.storageGiB)];
      } finally {
        rmSync(outdir, { recursive: true });
      }
    }),
  );
}
