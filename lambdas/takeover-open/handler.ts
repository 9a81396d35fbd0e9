import { RDSClient } from '@aws-sdk/client-rds';
import { systemClock } from '../takeover/patience.ts';
import { clientOptions } from '../verification/client-options.ts';
import { readSettings } from '../verification/settings.ts';
import { open } from './open.ts';
import { openSettings } from './settings.ts';

/** Runs in the region that takes over; a thrown error makes the engine call it again. */
export async function handler(): Promise<void> {
  const settings = readSettings(openSettings, process.env.SETTINGS);
  await open(new RDSClient(clientOptions(undefined)), settings, systemClock);
  console.info({ message: `The app may use ${settings.instance}.`, instance: settings.instance });
}
