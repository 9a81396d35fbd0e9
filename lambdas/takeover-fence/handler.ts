import { RDSClient } from '@aws-sdk/client-rds';
import { systemClock } from '../takeover/patience.ts';
import { clientOptions } from '../verification/client-options.ts';
import { readSettings } from '../verification/settings.ts';
import { type FenceOutcome, fence } from './fence.ts';
import { fenceSettings } from './settings.ts';

/** Runs in the region that takes over; a thrown error makes the engine call it again. */
export async function handler(): Promise<{ readonly outcome: FenceOutcome }> {
  const { region, instance } = readSettings(fenceSettings, process.env.SETTINGS);
  const outcome = await fence(new RDSClient(clientOptions(region)), instance, systemClock);
  console.info({ message: `The database ${instance} of ${region}: ${outcome}.`, region, instance, outcome });
  return { outcome };
}
