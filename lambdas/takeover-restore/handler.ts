import { RDSClient } from '@aws-sdk/client-rds';
import { systemClock } from '../takeover/patience.ts';
import { clientOptions } from '../verification/client-options.ts';
import { readSettings } from '../verification/settings.ts';
import { restore } from './restore.ts';
import { restoreSettings } from './settings.ts';

/** Called again by the engine until it no longer throws. */
export async function handler(): Promise<{ readonly host: string }> {
  const settings = readSettings(restoreSettings, process.env.SETTINGS);
  const host = await restore(new RDSClient(clientOptions(undefined)), settings, systemClock);
  console.info({
    message: `${settings.instance} is restored at ${host}.`,
    instance: settings.instance,
    host,
  });
  return { host };
}
