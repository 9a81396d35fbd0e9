import { fence } from '../../../lambdas/takeover-fence/fence.ts';
import { open } from '../../../lambdas/takeover-open/open.ts';
import { restore } from '../../../lambdas/takeover-restore/restore.ts';
import { loadEnvironment } from '../../../lib/config/load.ts';
import type { PlatformConfig } from '../../../lib/config/platform-config.ts';
import { platformNames } from '../../../lib/names.ts';
import type { Call } from '../../../lib/takeover/call.ts';
import { callsOf } from '../../../lib/takeover/calls.ts';
import { renderCalls } from '../../../lib/takeover/render-calls.ts';
import { takeoverWorkflows } from '../../../lib/takeover/workflows.ts';
import { SERVING, SlowRegion } from '../../lambdas/takeover/slow-region.ts';
import { SETTINGS } from '../../lambdas/takeover-restore/settings.ts';

let production: PlatformConfig;

beforeAll(async () => {
  production = await loadEnvironment('production');
});

/** The calls of the workflow that activates a region. */
function activation(config: PlatformConfig, region: string) {
  const names = platformNames(config);
  const workflow = takeoverWorkflows(config, names).find(
    (one) => one.purpose === 'activate' && one.region === region,
  );
  if (!workflow) throw new Error(`No workflow activates ${region}.`);
  return callsOf(workflow, config, names);
}

/** What a function of the platform calls of RDS in a step, each once. */
function rdsCalls(steps: ReturnType<typeof activation>, name: string): string[] {
  const calls = steps.find(({ step }) => step.name === name)?.calls ?? [];
  return calls
    .filter(({ by, operation }: Call) => by === 'function' && operation.startsWith('rds:'))
    .map(({ operation }) => operation.replace('rds:', ''));
}

const once = (calls: readonly string[]) => [...new Set(calls)];

describe('the calls that a takeover is said to make', () => {
  test('D5: by the fence are those that its code makes, in the old region', async () => {
    const region = new SlowRegion({ ...SERVING });
    await fence(region, 'db', region);
    const steps = activation(production, 'eu-west-1');
    expect(rdsCalls(steps, 'fence')).toEqual(once(region.calls));
    const inOldRegion = steps.find(({ step }) => step.name === 'fence')?.calls.slice(1) ?? [];
    expect(once(inOldRegion.map((call) => call.region))).toEqual(['eu-central-1']);
  });

  test('D5: to open the database are those that its code makes, with and without a proxy', async () => {
    const closed = { ...SERVING, IAMDatabaseAuthenticationEnabled: false };
    const plain = new SlowRegion(closed);
    await open(plain, { instance: 'db', multiAz: true }, plain);
    expect(rdsCalls(activation(production, 'eu-west-1'), 'open-database')).toEqual(once(plain.calls));
    const proxied = new SlowRegion(closed);
    await open(proxied, { instance: 'db', multiAz: true, proxy: 'proxy' }, proxied);
    expect(rdsCalls(activation(production, 'eu-central-1'), 'open-database')).toEqual(once(proxied.calls));
  });

  test('D5: to restore are those that its code makes', async () => {
    const region = new SlowRegion();
    region.backups = [
      {
        DBInstanceArn: 'arn:aws:rds:eu-central-1:111122223333:db:db',
        DBInstanceAutomatedBackupsArn: 'arn:aws:rds:eu-west-1:111122223333:auto-backup:ab-1',
        RestoreWindow: { LatestTime: new Date() },
      },
    ];
    await expect(restore(region, SETTINGS, region)).rejects.toThrow('has begun');
    const cold = activation({ ...production, strategy: 'backup-restore' }, 'eu-west-1');
    expect(rdsCalls(cold, 'restore-database')).toEqual(once(region.calls));
  });

  test('D5: name the instances and services of this environment', () => {
    const inputs = activation(production, 'eu-west-1').flatMap(({ calls }) =>
      calls.map(({ input }) => input),
    );
    expect(inputs).toContainEqual({ dbInstanceIdentifier: 'holdfast-production-db-replica' });
    expect(inputs).toContainEqual(expect.objectContaining({ service: 'holdfast-production-app' }));
    expect(inputs).toContainEqual({
      recordName: 'origin.app.example.com',
      'eu-west-1': 'healthy',
      'eu-central-1': 'unhealthy',
    });
  });

  test('are told step by step with their limits, and what changes something is marked', () => {
    const text = renderCalls([], activation(production, 'eu-west-1'));
    expect(text).toContain('2. fence (at most 20 min)');
    expect(text).toContain(
      ' ! function eu-central-1 rds:RebootDBInstance dbInstanceIdentifier=holdfast-production-db',
    );
    expect(text).toContain('   function eu-central-1 rds:DescribeDBInstances');
    expect(text).toContain('Nothing has been called.');
  });
});
