import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { Assessment } from '../../../lib/assessment/model.ts';
import { ResilienceValidation } from '../../../lib/assessment/plugin.ts';
import { ACCOUNT, OPTIONS, PRIMARY } from './templates.ts';

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'holdfast-plugin-'));
});
afterEach(() => rmSync(outdir, { recursive: true, force: true }));

/** An app of somebody else: one database, without a standby. */
function foreignApp(inStage = false): App {
  const app = new App({ outdir, analyticsReporting: false });
  Validations.of(app).addPlugins(new ResilienceValidation(OPTIONS));
  const env = { account: ACCOUNT, region: PRIMARY };
  const scope = inStage ? new Stage(app, 'Production', { env }) : app;
  const stack = new Stack(scope, 'Shop', { env });
  new CfnDBInstance(stack, 'Orders', {
    engine: 'postgres',
    dbInstanceIdentifier: 'orders',
    allocatedStorage: '20',
  });
  return app;
}

function message(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('The synthesis passed.');
}

describe('C2: the validation plugin', () => {
  test('fails a synthesis with the construct, the property and the mend', () => {
    const text = message(foreignApp());
    expect(text).toContain('database orders has no standby in another zone');
    expect(text).toContain('Shop/Orders');
    expect(text).toContain('Properties.MultiAZ');
    expect(text).toContain('Set MultiAZ to true');
  });

  test('sees stacks inside of stages', () => {
    expect(message(foreignApp(true))).toContain('database orders has no standby in another zone');
  });

  test('writes its reports into the assembly also when it fails it', () => {
    message(foreignApp());
    const assessment = JSON.parse(
      readFileSync(join(outdir, 'holdfast-assessment.json'), 'utf8'),
    ) as Assessment;
    expect(assessment.verdict).toBe('breached');
    expect(existsSync(join(outdir, 'holdfast-assessment.html'))).toBe(true);
  });

  test('an app of which nothing is recognised proves nothing, and fails', () => {
    const app = new App({ outdir, analyticsReporting: false });
    Validations.of(app).addPlugins(new ResilienceValidation(OPTIONS));
    const stack = new Stack(app, 'Topics', { env: { account: ACCOUNT, region: PRIMARY } });
    new CfnTopic(stack, 'News');
    expect(message(app)).toContain('no component that the model knows');
  });

  test('a breach cannot be acknowledged away', () => {
    const app = foreignApp();
    for (const rule of ['automatic-failover', 'objective-rto']) {
      Validations.of(app).acknowledge({
        id: `holdfast-resilience::${rule}`,
        reason: 'We would rather not look.',
      });
    }
    expect(message(app)).toContain('has no standby in another zone');
  });
});
