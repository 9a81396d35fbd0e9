import type { StackProps } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';

/**
 * Where a stack goes, what it says of itself, and whether it can be deleted by accident.
 *
 * @param subject what the stack holds, e.g. `Network of the primary region`
 */
export function placement(
  config: PlatformConfig,
  region: string,
  subject: string,
  account: string = config.accounts.workload,
): StackProps {
  return {
    env: { account, region },
    description: `${subject}. ${config.application} ${config.environment}.`,
    terminationProtection: config.database.deletionProtection,
  };
}
