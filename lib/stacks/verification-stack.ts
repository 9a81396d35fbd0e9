import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { RegionKeys } from '../../constructs/keys/region-keys.ts';
import { alarmTopicByName, regionTopicName } from '../../constructs/observability/alarm-topic.ts';
import { BackupVerifiers } from '../../constructs/verification/backup-verifiers.ts';
import { DeadLetters } from '../../constructs/verification/dead-letters.ts';
import { Evidence } from '../../constructs/verification/evidence.ts';
import { RestoreTest } from '../../constructs/verification/restore-test.ts';
import { VERIFIERS } from '../../constructs/verification/verifiers.ts';
import { Witness } from '../../constructs/verification/witness.ts';
import type { PlatformConfig } from '../config/platform-config.ts';
import type { PlatformNames } from '../names.ts';

export interface VerificationStackProps extends StackProps {
  readonly config: PlatformConfig;
  readonly names: PlatformNames;
  readonly keys: RegionKeys;
  /** Network that restored databases are tested in. */
  readonly vpc: IVpc;
}

/**
 * The verifiers and their evidence, in the recovery region: they go on, and tell what is left, when the primary region
 * is lost. That they fall silent with their own region is watched from the other one.
 */
export class VerificationStack extends Stack {
  constructor(scope: Construct, id: string, props: VerificationStackProps) {
    super(scope, id, props);
    const { config, names, keys, vpc } = props;
    const topic = alarmTopicByName(this, 'AlarmTopic', regionTopicName(names.prefix));
    const evidence = new Evidence(this, 'Evidence', { config, names, dataKey: keys.data });
    const deadLetters = new DeadLetters(this, 'DeadLetters', { names, topic }).queue;
    const verifier = { config, names, logsKey: keys.logs, topic, evidence, deadLetters };
    new BackupVerifiers(this, 'Backups', verifier);
    new Witness(this, 'Witness', { names, topic, verifiers: [VERIFIERS.canary] });
    new RestoreTest(this, 'RestoreTest', { ...verifier, vpc });
  }
}
