import { open } from '../../../lambdas/takeover-open/open.ts';
import { failureOf, SERVING, SlowRegion } from '../takeover/slow-region.ts';

const SETTINGS = { instance: 'db', multiAz: true };

describe('the opening of the database of a region that takes over', () => {
  test('A5: waits for the promotion, then lets the app sign in and asks for a standby at once', async () => {
    const region = new SlowRegion({
      ...SERVING,
      IAMDatabaseAuthenticationEnabled: false,
      MultiAZ: false,
      ReadReplicaSourceDBInstanceIdentifier: 'arn:aws:rds:eu-west-1:111122223333:db:other',
    });
    region.become('modifying', { ReadReplicaSourceDBInstanceIdentifier: undefined });
    await open(region, SETTINGS, region);
    expect(region.state).toMatchObject({ IAMDatabaseAuthenticationEnabled: true, MultiAZ: true });
    expect(region.calls.filter((call) => call === 'ModifyDBInstance')).toHaveLength(1);
  });

  test('does not wait for the standby, which is filled while the instance serves', async () => {
    const region = new SlowRegion({ ...SERVING, MultiAZ: false });
    await open(region, SETTINGS, region);
    expect(region.seconds).toBe(0);
    expect(region.calls).toContain('ModifyDBInstance');
  });

  test('changes nothing on an instance that is ready', async () => {
    const region = new SlowRegion({ ...SERVING });
    await open(region, SETTINGS, region);
    expect(region.calls).toEqual(['DescribeDBInstances']);
  });

  test('puts the instance behind the proxy, once', async () => {
    const region = new SlowRegion({ ...SERVING });
    await open(region, { ...SETTINGS, proxy: 'proxy' }, region);
    await open(region, { ...SETTINGS, proxy: 'proxy' }, region);
    expect([...region.proxied]).toEqual(['db']);
    expect(region.calls.filter((call) => call === 'RegisterDBProxyTargets')).toHaveLength(1);
  });

  test('A5: opens as soon as AWS limits its calls no longer', async () => {
    const region = new SlowRegion({ ...SERVING, IAMDatabaseAuthenticationEnabled: false });
    region.fail(failureOf('RequestLimitExceeded', 400), 120);
    await open(region, { ...SETTINGS, proxy: 'proxy' }, region);
    expect(region.state?.IAMDatabaseAuthenticationEnabled).toBe(true);
    expect([...region.proxied]).toEqual(['db']);
  });

  test('says in one sentence that it is limited for good, and at once that it may not', async () => {
    const limited = new SlowRegion({ ...SERVING });
    limited.fail(failureOf('Throttling', 400));
    await expect(open(limited, SETTINGS, limited)).rejects.toThrow(
      'AWS limits the calls of this account, and opening db has to wait: Throttling: Throttling of the test. The step has waited 780 s and is tried again.',
    );
    const denied = new SlowRegion({ ...SERVING });
    denied.fail(failureOf('AccessDenied', 403));
    await expect(open(denied, SETTINGS, denied)).rejects.toThrow(
      'The role of this step may not do what opening db takes: AccessDenied: AccessDenied of the test. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.',
    );
    expect(denied.seconds).toBe(0);
  });

  test('fails at once where there is no instance, and in the end where it still follows another', async () => {
    const empty = new SlowRegion();
    await expect(open(empty, SETTINGS, empty)).rejects.toThrow('There is no instance db here');
    const replica = new SlowRegion({ ...SERVING, ReadReplicaSourceDBInstanceIdentifier: 'other' });
    await expect(open(replica, SETTINGS, replica)).rejects.toThrow('db still follows another instance.');
    expect(replica.calls).not.toContain('ModifyDBInstance');
  });
});
