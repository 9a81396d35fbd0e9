import { fence } from '../../../lambdas/takeover-fence/fence.ts';
import { failureOf, SERVING, SlowRegion } from '../takeover/slow-region.ts';

describe('the fence around the database of a region that loses the service', () => {
  test('A5: forbids the app to sign in before it ends the open sessions, and waits for both', async () => {
    const region = new SlowRegion({ ...SERVING });
    expect(await fence(region, 'db', region)).toBe('fenced');
    expect(region.state).toMatchObject({
      DBInstanceStatus: 'available',
      IAMDatabaseAuthenticationEnabled: false,
    });
    expect(region.calls.filter((call) => call !== 'DescribeDBInstances')).toEqual([
      'ModifyDBInstance',
      'RebootDBInstance',
    ]);
    expect(region.seconds).toBeGreaterThanOrEqual(120);
  });

  test('called again, ends the sessions once more and forbids nothing twice', async () => {
    const region = new SlowRegion({ ...SERVING, IAMDatabaseAuthenticationEnabled: false });
    expect(await fence(region, 'db', region)).toBe('fenced');
    expect(region.calls).not.toContain('ModifyDBInstance');
    expect(region.calls).toContain('RebootDBInstance');
  });

  test('has nothing to do where there is no instance, or a stopped one', async () => {
    const empty = new SlowRegion();
    expect(await fence(empty, 'db', empty)).toBe('absent');
    const stopped = new SlowRegion({ ...SERVING, DBInstanceStatus: 'stopped' });
    expect(await fence(stopped, 'db', stopped)).toBe('fenced');
    expect(stopped.calls).toEqual(['DescribeDBInstances']);
  });

  test.each(['TimeoutError', 'ServiceUnavailable'])(
    'takes a region that says nothing but %s for lost, after a minute and a half',
    async (name) => {
      const region = new SlowRegion({ ...SERVING });
      region.fail(failureOf(name, name === 'TimeoutError' ? undefined : 503));
      expect(await fence(region, 'db', region)).toBe('unreachable');
      expect(region.seconds).toBeGreaterThanOrEqual(90);
      expect(region.seconds).toBeLessThan(120);
    },
  );

  test('never takes a region for lost that answers and refuses', async () => {
    const region = new SlowRegion({ ...SERVING });
    region.fail(failureOf('AccessDenied', 403));
    await expect(fence(region, 'db', region)).rejects.toThrow(
      'The role of this step may not do what fencing db takes: AccessDenied: AccessDenied of the test. Deploy the takeover stack of its region, which gives it the permission, and let the step run again.',
    );
    expect(region.seconds).toBe(0);
  });

  test('A5: never takes a region for lost that limits calls, and fences it once it is through', async () => {
    const region = new SlowRegion({ ...SERVING });
    region.fail(failureOf('Throttling', 400), 300);
    expect(await fence(region, 'db', region)).toBe('fenced');
    expect(region.state?.IAMDatabaseAuthenticationEnabled).toBe(false);
    const limited = new SlowRegion({ ...SERVING });
    limited.fail(failureOf('Throttling', 400));
    await expect(fence(limited, 'db', limited)).rejects.toThrow(
      'AWS limits the calls of this account, and fencing db has to wait: Throttling: Throttling of the test. The step has waited 780 s and is tried again.',
    );
  });

  test('says what it waits for when its time is over, for the engine to call it again', async () => {
    const region = new SlowRegion({ ...SERVING, DBInstanceStatus: 'storage-optimization' });
    await expect(fence(region, 'db', region, { limitSeconds: 60, everySeconds: 10 })).rejects.toThrow(
      'db is storage-optimization. The step has waited 60 s and is tried again.',
    );
  });
});
