import { CloudWatchClient, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { verify } from '../../../lambdas/takeover-verify/verify.ts';
import { failureOf, SERVING, SlowRegion } from '../takeover/slow-region.ts';

const SETTINGS = { instance: 'db', url: 'https://app.example.com/api/health', loadBalancer: 'app/entry/1' };

/** What CloudWatch has counted, look by look; the last goes on. */
class Counted extends CloudWatchClient {
  readonly asked: GetMetricDataCommandInput[] = [];
  private readonly looks: number[][];

  constructor(...looks: number[][]) {
    super({ region: 'eu-west-1' });
    this.looks = looks;
  }

  override send = (async (command: { readonly input: GetMetricDataCommandInput }): Promise<object> => {
    const values = this.looks[Math.min(this.asked.push(command.input), this.looks.length) - 1];
    return { MetricDataResults: [{ Id: 'answered', Values: values }] };
  }) as CloudWatchClient['send'];
}

function views(rds: SlowRegion, cloudWatch: Counted, ...statuses: (number | undefined)[]) {
  const left = [...statuses];
  return { rds, cloudWatch, ask: async () => (left.length > 1 ? left.shift() : left[0]) };
}

describe('the verification of a takeover', () => {
  test('A5: is done when the database takes writes, the site answers and this region’s tasks have answered', async () => {
    const region = new SlowRegion({ ...SERVING });
    const counted = new Counted([], [3, 4]);
    expect(await verify(SETTINGS, views(region, counted, 503, 200), region)).toBe(7);
    expect(counted.asked[0]?.MetricDataQueries?.[0]?.MetricStat?.Metric).toMatchObject({
      MetricName: 'HTTPCode_Target_2XX_Count',
      Dimensions: [{ Name: 'LoadBalancer', Value: 'app/entry/1' }],
    });
  });

  test.each([
    ['still a replica', { ReadReplicaSourceDBInstanceIdentifier: 'other' }],
    ['closed to the app', { IAMDatabaseAuthenticationEnabled: false }],
    ['rebooting', { DBInstanceStatus: 'rebooting' }],
  ])('does not pass while the database is %s', async (state, changes) => {
    const region = new SlowRegion({ ...SERVING, ...changes });
    await expect(verify(SETTINGS, views(region, new Counted([9]), 200), region)).rejects.toThrow(
      `The database db is ${state}.`,
    );
  });

  test('A5: goes on looking while AWS limits its calls, and says so when that does not end', async () => {
    const region = new SlowRegion({ ...SERVING });
    region.fail(failureOf('Throttling', 400), 120);
    expect(await verify(SETTINGS, views(region, new Counted([5]), 200), region)).toBe(5);
    const limited = new SlowRegion({ ...SERVING });
    limited.fail(failureOf('Throttling', 400));
    await expect(verify(SETTINGS, views(limited, new Counted([5]), 200), limited)).rejects.toThrow(
      'AWS limits the calls of this account, and verifying db has to wait: Throttling: Throttling of the test. The step has waited 780 s and is tried again.',
    );
  });

  test('ends at once when it may not look, and says who lacks what', async () => {
    const region = new SlowRegion({ ...SERVING });
    region.fail(failureOf('AccessDenied', 403));
    await expect(verify(SETTINGS, views(region, new Counted([5]), 200), region)).rejects.toThrow(
      'The role of this step may not do what verifying db takes: AccessDenied: AccessDenied of the test. Deploy the takeover stack',
    );
    expect(region.seconds).toBe(0);
  });

  test('does not pass while the site gives no answer, nor while the other region gives it', async () => {
    const silent = new SlowRegion({ ...SERVING });
    await expect(verify(SETTINGS, views(silent, new Counted([9]), undefined), silent)).rejects.toThrow(
      'https://app.example.com/api/health answers nothing.',
    );
    const elsewhere = new SlowRegion({ ...SERVING });
    await expect(verify(SETTINGS, views(elsewhere, new Counted([0, 0]), 200), elsewhere)).rejects.toThrow(
      'No request has been answered by a task of this region for 5 minutes.',
    );
  });
});
