import type { App } from 'aws-cdk-lib';
import type { PlatformConfig } from './config/platform-config.ts';
import type { PlatformNames } from './names.ts';
import { placement } from './placement.ts';
import { BackupAccountStack } from './stacks/backup-account-stack.ts';
import { BackupStack } from './stacks/backup-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { FoundationStack } from './stacks/foundation-stack.ts';
import { NetworkStack } from './stacks/network-stack.ts';
import { RecoveryDataStack } from './stacks/recovery-data-stack.ts';

/** The stacks that keep the data: networks, keys, databases, caches and backups of both regions. */
export interface DataSide {
  readonly foundation: FoundationStack;
  readonly network: NetworkStack;
  readonly data: DataStack;
  readonly backup: BackupStack;
  /** Absent when no backup account is configured. */
  readonly backupAccount: BackupAccountStack | undefined;
  readonly recoveryFoundation: FoundationStack;
  readonly recoveryNetwork: NetworkStack;
  readonly recoveryData: RecoveryDataStack;
}

/**
 * Creates them. The order of deployment is explicit, because most links between stacks are literal names that
 * CloudFormation cannot see: the recovery region's keys and vault come first, its data last.
 */
export function buildDataSide(app: App, config: PlatformConfig, names: PlatformNames): DataSide {
  const { primary, recovery } = config.regions;
  const { backup: account } = config.accounts;
  const common = { config, names };
  const id = (name: string) => `${names.prefix}-${name}`;
  const inPrimary = (subject: string) => placement(config, primary.name, subject);
  const inRecovery = (subject: string) => placement(config, recovery.name, subject);

  const recoveryFoundation = new FoundationStack(app, id('recovery-foundation'), {
    ...inRecovery('Keys and backup vault of the recovery region'),
    ...common,
    vaultName: names.recoveryVault,
  });
  const foundation = new FoundationStack(app, id('foundation'), {
    ...inPrimary('Keys and backup vault of the primary region'),
    ...common,
    vaultName: names.primaryVault,
    ...(account && { backupAccount: account }),
  });
  const recoveryNetwork = new NetworkStack(app, id('recovery-network'), {
    ...inRecovery('Network of the recovery region'),
    regionConfig: recovery,
    logsKey: recoveryFoundation.keys.logs,
  });
  const network = new NetworkStack(app, id('network'), {
    ...inPrimary('Network of the primary region'),
    regionConfig: primary,
    logsKey: foundation.keys.logs,
  });
  const data = new DataStack(app, id('data'), {
    ...inPrimary('Database, cache and app secrets of the primary region'),
    ...common,
    vpc: network.vpc,
    keys: foundation.keys,
    recoveryKey: recoveryFoundation.keys.data,
  });
  const backupAccount = account
    ? new BackupAccountStack(app, id('backup-account'), {
        ...placement(config, primary.name, 'Locked backup vault in the backup account', account),
        ...common,
      })
    : undefined;
  const backup = new BackupStack(app, id('backup'), {
    ...inPrimary('Backup plan of the database'),
    ...common,
  });
  const recoveryData = new RecoveryDataStack(app, id('recovery-data'), {
    ...inRecovery(`Database and cache of the recovery region (${config.strategy})`),
    ...common,
    vpc: recoveryNetwork.vpc,
    keys: recoveryFoundation.keys,
  });

  data.addStackDependency(recoveryFoundation, 'replicated backups and secrets need its data key');
  backup.addStackDependency(foundation, 'its vault takes the recovery points');
  backup.addStackDependency(recoveryFoundation, 'its vault takes the copies');
  backup.addStackDependency(data, 'the plan selects its database');
  if (backupAccount) backup.addStackDependency(backupAccount, 'its vault takes the copies');
  recoveryData.addStackDependency(data, 'the replica follows its database');
  return {
    foundation,
    network,
    data,
    backup,
    backupAccount,
    recoveryFoundation,
    recoveryNetwork,
    recoveryData,
  };
}
