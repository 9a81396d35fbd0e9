import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DBInstance,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';

export interface Waiting {
  readonly pollMilliseconds: number;
  readonly limitMilliseconds: number;
}

/** RDS needs a minute or two to let IAM in; the function itself has fifteen. */
export const WAITING: Waiting = { pollMilliseconds: 10_000, limitMilliseconds: 480_000 };

/**
 * Lets the restored instance take sign-ins by IAM, which a restore may switch off, and waits until it does.
 *
 * @returns its host
 * @throws Error when it does not get there in time
 */
export async function openInstance(
  client: RDSClient,
  instance: string,
  waiting: Waiting = WAITING,
): Promise<string> {
  const until = Date.now() + waiting.limitMilliseconds;
  let asked = false;
  for (;;) {
    const found = await describe(client, instance);
    const host = found?.Endpoint?.Address;
    if (found?.DBInstanceStatus === 'available' && host !== undefined) {
      if (found.IAMDatabaseAuthenticationEnabled) return host;
      if (!asked) {
        await client.send(
          new ModifyDBInstanceCommand({
            DBInstanceIdentifier: instance,
            EnableIAMDatabaseAuthentication: true,
            ApplyImmediately: true,
          }),
        );
        asked = true;
      }
    }
    if (Date.now() >= until) {
      throw new Error(
        `${instance} is ${found?.DBInstanceStatus ?? 'gone'} and takes no sign-in by IAM after ${waiting.limitMilliseconds / 60_000} min.`,
      );
    }
    await sleep(waiting.pollMilliseconds);
  }
}

async function describe(client: RDSClient, instance: string): Promise<DBInstance | undefined> {
  const answer = await client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance }));
  return answer.DBInstances?.[0];
}
