import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { App, Validations } from 'aws-cdk-lib';
import { ResilienceValidation } from '../lib/assessment/plugin.ts';
import { addCompliancePacks } from '../lib/compliance.ts';
import { ConfigError, loadEnvironment, validateConfig } from '../lib/config/load.ts';
import { assessOptionsOf } from '../lib/config/objectives.ts';
import type { PlatformConfig } from '../lib/config/platform-config.ts';
import { buildPlatform } from '../lib/platform.ts';

/** What the `cdk` command adds by itself: construct paths and assets, which the assessment and auditors read. */
const METADATA = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/**
 * The CDK app. Runs under the `cdk` command and by itself (`node bin/platform.ts -c environment=staging`); both give the
 * same templates, because the context of cdk.json is read here when no command line has passed it on.
 */
async function main(): Promise<void> {
  const app = new App({
    context: { ...METADATA, ...cdkJson().context, ...contextOfArguments() },
    outdir: process.env.CDK_OUTDIR ?? 'cdk.out',
    analyticsReporting: false,
    stackTraces: false,
  });
  const config = await chooseConfig(app);
  buildPlatform(app, config);
  if (app.node.tryGetContext('assessment') !== 'off') {
    Validations.of(app).addPlugins(new ResilienceValidation(assessOptionsOf(config)));
  }
  if (app.node.tryGetContext('nag') !== 'off') addCompliancePacks(app);
  app.synth();
}

/** `-c environment=NAME`, and `-c strategy=NAME` to try another strategy without editing the environment. */
async function chooseConfig(app: App): Promise<PlatformConfig> {
  const config = await loadEnvironment(String(app.node.tryGetContext('environment') ?? 'production'));
  const strategy: unknown = app.node.tryGetContext('strategy');
  return strategy === undefined ? config : validateConfig({ ...config, strategy });
}

function cdkJson(): { readonly context: Record<string, unknown> } {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8'));
}

function contextOfArguments(): Record<string, string> {
  const { values } = parseArgs({
    options: { context: { type: 'string', short: 'c', multiple: true } },
    strict: false,
  });
  const pairs = (values.context ?? []).filter((text) => typeof text === 'string');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=');
      return [key, value.join('=')];
    }),
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
