import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { LockedVault } from '../../constructs/backup/locked-vault.ts';
import { RegionKeys } from '../../constructs/keys/region-keys.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface FoundationStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly vaultName: string;
  /**
   * Account that copies of the database's snapshots go to.
   * @default - no other account can use the data key
   */
  readonly backupAccount?: string;
}

/** A region's keys and backup vault: what must be there before any data is, and outlives it. */
export class FoundationStack extends Stack {
  readonly keys: RegionKeys;

  constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, props);
    const { config, names } = props;
    this.keys = new RegionKeys(this, 'Keys', { names, backupAccount: props.backupAccount });
    new LockedVault(this, 'Vault', {
      vaultName: props.vaultName,
      key: this.keys.backup,
      retention: config.backup,
      lock: config.backup.lock,
    });
  }
}
