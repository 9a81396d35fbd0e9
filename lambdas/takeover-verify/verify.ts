import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';
import { readInstance } from '../takeover/instance.ts';
import { type Clock, type Look, type Patience, STEP_PATIENCE, until } from '../takeover/patience.ts';
import { lookOn } from '../takeover/refusal.ts';
import type { VerifySettings } from './settings.ts';

/** Where the verification looks. */
export interface Views {
  readonly rds: RDSClient;
  readonly cloudWatch: CloudWatchClient;
  /** Status of an HTTP answer, or `undefined` when there was none. */
  ask(url: string): Promise<number | undefined>;
}

/** CloudWatch shows the requests of a minute up to two minutes after it. */
const WINDOW_MINUTES = 5;

/**
 * Proves that this region serves: its database takes writes and sign-ins, the site answers, and the requests are
 * answered by tasks of this region, as its own load balancer has counted them.
 *
 * @returns requests that the region's tasks have answered well in the last minutes
 * @throws Error with what is still missing when the time is over
 */
export function verify(
  settings: VerifySettings,
  views: Views,
  clock: Clock,
  patience: Patience = STEP_PATIENCE,
): Promise<number> {
  const look = async (): Promise<Look<number>> => {
    const instance = await readInstance(views.rds, settings.instance);
    if (!instance || instance.replica || !instance.iamSignIn || instance.status !== 'available') {
      const state = instance ? describe(instance.replica, instance.iamSignIn, instance.status) : 'not there';
      return { awaits: `The database ${settings.instance} is ${state}.` };
    }
    if (settings.url !== undefined) {
      const status = await views.ask(settings.url);
      if (status !== 200) return { awaits: `${settings.url} answers ${status ?? 'nothing'}.` };
    }
    const requests = await answeredRequests(views.cloudWatch, settings.loadBalancer, new Date());
    return requests > 0
      ? { done: requests }
      : { awaits: `No request has been answered by a task of this region for ${WINDOW_MINUTES} minutes.` };
  };
  return until(clock, patience, () => lookOn(`verifying ${settings.instance}`, look));
}

function describe(replica: boolean, iamSignIn: boolean, status: string): string {
  if (replica) return 'still a replica';
  return iamSignIn ? status : 'closed to the app';
}

async function answeredRequests(
  cloudWatch: CloudWatchClient,
  loadBalancer: string,
  now: Date,
): Promise<number> {
  const { MetricDataResults: results = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now.getTime() - WINDOW_MINUTES * 60_000),
      EndTime: now,
      MetricDataQueries: [
        {
          Id: 'answered',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApplicationELB',
              MetricName: 'HTTPCode_Target_2XX_Count',
              Dimensions: [{ Name: 'LoadBalancer', Value: loadBalancer }],
            },
            Period: 60,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
  return results.flatMap(({ Values = [] }) => Values).reduce((sum, value) => sum + value, 0);
}
