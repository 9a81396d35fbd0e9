import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { clientOptions } from './client-options.ts';
import type { VerifierSettings } from './settings.ts';

/** The region that is told of each run, if there is one. */
export function witnessOf({ witnessRegion }: VerifierSettings): CloudWatchClient | undefined {
  return witnessRegion === undefined ? undefined : new CloudWatchClient(clientOptions(witnessRegion));
}
