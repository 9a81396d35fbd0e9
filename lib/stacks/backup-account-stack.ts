import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AccountVault } from '../../constructs/backup/account-vault.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface BackupAccountStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/** The vault in the backup account. */
export class BackupAccountStack extends Stack {
  constructor(scope: Construct, id: string, props: BackupAccountStackProps) {
    super(scope, id, props);
    new AccountVault(this, 'Vault', { config: props.config, names: props.names });
  }
}
