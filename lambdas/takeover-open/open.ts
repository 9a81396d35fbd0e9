import {
  DescribeDBProxyTargetsCommand,
  ModifyDBInstanceCommand,
  type RDSClient,
  RegisterDBProxyTargetsCommand,
} from '@aws-sdk/client-rds';
import { readInstance } from '../takeover/instance.ts';
import { type Clock, type Look, type Patience, STEP_PATIENCE, until } from '../takeover/patience.ts';
import { lookOn } from '../takeover/refusal.ts';
import type { OpenSettings } from './settings.ts';

/** What the proxy's only group of targets is called. */
const TARGET_GROUP = 'default';

/**
 * Lets the app of this region at its database: waits until the instance follows nobody any more, lets roles sign in
 * by IAM, which a fence may have forbidden, gives it a standby, and puts it behind the proxy.
 *
 * @throws Error when the instance is not there or not ready in time
 */
export async function open(
  rds: RDSClient,
  settings: OpenSettings,
  clock: Clock,
  patience: Patience = STEP_PATIENCE,
): Promise<void> {
  const { instance: identifier, proxy } = settings;
  let standbyAsked = false;
  const advance = async (): Promise<Look<undefined>> => {
    const instance = await readInstance(rds, identifier);
    if (instance === undefined)
      throw new Error(`There is no instance ${identifier} here: restore or promote it.`);
    if (instance.replica) return { awaits: `${identifier} still follows another instance.` };
    if (instance.status !== 'available') return { awaits: `${identifier} is ${instance.status}.` };
    const standby = settings.multiAz && !instance.multiAz && !standbyAsked;
    if (!instance.iamSignIn || standby) {
      await rds.send(
        new ModifyDBInstanceCommand({
          DBInstanceIdentifier: identifier,
          EnableIAMDatabaseAuthentication: true,
          ...(standby && { MultiAZ: true }),
          ApplyImmediately: true,
        }),
      );
      standbyAsked = true;
      // The standby is filled while the instance serves; only signing in is waited for.
      if (!instance.iamSignIn) return { awaits: `${identifier} does not let roles sign in yet.` };
    }
    return { done: undefined };
  };
  const aim = `opening ${identifier}`;
  await until(clock, patience, () => lookOn(aim, advance));
  if (proxy === undefined) return;
  await until(clock, patience, () =>
    lookOn(aim, async () => ({ done: await register(rds, proxy, identifier) })),
  );
}

async function register(rds: RDSClient, proxy: string, identifier: string): Promise<void> {
  const group = { DBProxyName: proxy, TargetGroupName: TARGET_GROUP };
  const { Targets: targets = [] } = await rds.send(new DescribeDBProxyTargetsCommand(group));
  if (targets.some(({ RdsResourceId }) => RdsResourceId === identifier)) return;
  await rds.send(new RegisterDBProxyTargetsCommand({ ...group, DBInstanceIdentifiers: [identifier] }));
}
