import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import cdkJson from '../../../cdk.json' with { type: 'json' };
import type { Assessment } from '../../../lib/assessment/model.ts';
import { ResilienceValidation } from '../../../lib/assessment/plugin.ts';
import { loadEnvironment, validateConfig } from '../../../lib/config/load.ts';
import { assessOptionsOf } from '../../../lib/config/objectives.ts';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import { buildPlatform } from '../../../lib/platform.ts';
import { row } from './templates.ts';

let outdir: string;
let production: PlatformConfig;

beforeEach(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'holdfast-configured-'));
  production = await loadEnvironment('production');
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** The platform's own app with a changed configuration; what `cdk synth` would say, and the assessment it leaves behind. */
function synthesized(changes: Partial<PlatformConfig>): {
  message: string | undefined;
  assessment: Assessment;
} {
  const config = validateConfig({ ...production, ...changes });
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { ...cdkJson.context, 'aws:cdk:bundling-stacks': [] },
  });
  buildPlatform(app, config);
  Validations.of(app).addPlugins(new ResilienceValidation(assessOptionsOf(config)));
  let message: string | undefined;
  try {
    app.synth();
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
    if (!message.includes('report can be found')) throw error;
  }
  return { message, assessment: JSON.parse(readFileSync(join(outdir, 'holdfast-assessment.json'), 'utf8')) };
}

describe('A configured platform', () => {
  test('C2: a weaker configuration fails the synthesis with construct, property and mend', () => {
    const { message } = synthesized({ database: { ...production.database, multiAz: false } });
    expect(message).toContain('database holdfast-production-db has no standby in another zone');
    expect(message).toContain('holdfast-production-data/Database/Instance');
    expect(message).toContain(
      'Set MultiAZ to true (database.multiAz in the configuration): Properties.MultiAZ',
    );
  });

  test('C2: one task at the least fails it too', () => {
    const { message } = synthesized({ service: { ...production.service, tasks: { min: 1, max: 30 } } });
    expect(message).toContain('keeps 1 task in 3 zones: losing one leaves 0, and the declared load needs 4');
    expect(message).toContain('service.tasks.min in the configuration');
  });

  test('without a domain it synthesizes, and the assessment says what that costs in region loss', () => {
    const named = row(synthesized({}).assessment, 'region').rto.estimate;
    const { message, assessment } = synthesized({ domain: undefined });
    expect(message ?? '').not.toContain('holdfast-resilience');
    const region = row(assessment, 'region');
    expect(region.rto.limiting?.component).toBeDefined();
    const routes = assessment.estimates.find(
      ({ component, disruption }) => disruption === 'region' && component.includes('Distribution'),
    )?.routes;
    expect(routes?.map(({ id }) => id)).toEqual(['cloudfront.repoint', 'route53.fail-over']);
    expect(routes?.[1]?.rto).toMatchObject({
      kind: 'unrecoverable',
      reason: expect.stringContaining('moves writes to the recovery region'),
    });
    if (region.rto.estimate.kind !== 'estimate' || named.kind !== 'estimate') throw new Error('No estimate.');
    expect(region.rto.estimate.seconds - named.seconds).toBe(25 * 60 - 120);
  });

  test('without a second account nothing survives a compromise', () => {
    const { message } = synthesized({ accounts: { workload: production.accounts.workload } });
    expect(message).toContain('"compromise"');
    expect(message).toContain(
      'Add a copy action to a locked vault of another account (accounts.backup in the configuration)',
    );
  });
});
