import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DatabaseBackupPlan } from '../../constructs/backup/database-backup-plan.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface BackupStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
}

/** The backup plan; its vaults are in the foundation stacks and in the backup account. */
export class BackupStack extends Stack {
  constructor(scope: Construct, id: string, props: BackupStackProps) {
    super(scope, id, props);
    new DatabaseBackupPlan(this, 'Database', { config: props.config, names: props.names });
  }
}
