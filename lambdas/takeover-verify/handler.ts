import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { systemClock } from '../takeover/patience.ts';
import { clientOptions } from '../verification/client-options.ts';
import { readSettings } from '../verification/settings.ts';
import { verifySettings } from './settings.ts';
import { verify } from './verify.ts';

const ANSWER_WITHIN_MS = 5_000;

/** Runs in the region that took over; a thrown error makes the engine call it again. */
export async function handler(): Promise<{ readonly answeredRequests: number }> {
  const settings = readSettings(verifySettings, process.env.SETTINGS);
  const own = clientOptions(undefined);
  const views = { rds: new RDSClient(own), cloudWatch: new CloudWatchClient(own), ask };
  const answeredRequests = await verify(settings, views, systemClock);
  console.info({ message: `This region serves: ${answeredRequests} requests answered.`, answeredRequests });
  return { answeredRequests };
}

async function ask(url: string): Promise<number | undefined> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).status;
  } catch {
    return undefined;
  }
}
